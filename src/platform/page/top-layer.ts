/** Our one element on a page: a popover in the top layer, with a closed shadow root in which everything else is. */
export interface TopLayer {
  readonly shadow: ShadowRoot;
  /** Above whatever the page put into the top layer since. */
  readonly raise: () => void;
  /** False when the page took our element out. */
  readonly isInPlace: () => boolean;
  readonly putBack: () => void;
  readonly isOurs: (element: Element) => boolean;
  /** Runs a step while no point of the viewport finds our elements. */
  readonly lookThrough: <Found>(step: () => Found) => Found;
  readonly remove: () => void;
}

/** Inside a shadow root `!important` wins over any rule of the page, so the page's style cannot hide or move the host. */
const HOST_STYLE = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: 0 auto auto 0 !important;
  width: 0 !important;
  height: 0 !important;
  overflow: visible !important;
  pointer-events: none !important;
  z-index: 2147483647 !important;
}`;

/** A page that listens for clicks and keys anywhere must not take ours for its own. */
const KEPT_FROM_PAGE = ['click', 'dblclick', 'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'keydown', 'keyup'];

const SEE_THROUGH_STYLE = '* { pointer-events: none !important; }';

/** Adopted sheets are not subject to the page's content security policy. */
function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

export function openTopLayer(css: string): TopLayer {
  const host = document.createElement('div');
  host.popover = 'manual';
  const shadow = host.attachShadow({ mode: 'closed' });
  const seeThrough = sheetOf(SEE_THROUGH_STYLE);
  seeThrough.disabled = true;
  shadow.adoptedStyleSheets = [sheetOf(HOST_STYLE), sheetOf(css), seeThrough];
  for (const type of KEPT_FROM_PAGE) shadow.addEventListener(type, (event) => event.stopPropagation());

  const putBack = (): void => {
    document.documentElement.append(host);
    host.showPopover();
  };
  putBack();
  return {
    shadow,
    raise: () => {
      if (!host.isConnected) return;
      if (host.matches(':popover-open')) host.hidePopover();
      host.showPopover();
    },
    isInPlace: () => host.isConnected && host.matches(':popover-open'),
    putBack,
    isOurs: (element) => element === host,
    lookThrough: (step) => {
      seeThrough.disabled = false;
      try {
        return step();
      } finally {
        seeThrough.disabled = true;
      }
    },
    remove: () => host.remove(),
  };
}
