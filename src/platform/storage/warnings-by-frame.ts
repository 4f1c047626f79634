import * as v from 'valibot';

/** Strong warnings by frame. A frame that loads another document starts anew. */
export const warningsSchema = v.record(
  v.string(),
  v.object({ documentId: v.string(), warnings: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
);
export type Warnings = v.InferOutput<typeof warningsSchema>;

/** Where a count comes from. */
export interface WarningSource {
  readonly tabId: number;
  /** 0 is the top document. */
  readonly frameId: number;
  readonly documentId: string;
}

/** Notes one document's count. Another top document than before takes all counts of the old page with it. */
export function withCount(before: Warnings, { frameId, documentId }: WarningSource, warnings: number): Warnings {
  const key = String(frameId);
  const top = before['0'];
  const isNewPage = frameId === 0 && top !== undefined && top.documentId !== documentId;
  return { ...(isNewPage ? {} : before), [key]: { documentId, warnings } };
}

/** What goes on the toolbar. */
export const sumOfWarnings = (warnings: Warnings): number =>
  Object.values(warnings).reduce((total, one) => total + one.warnings, 0);
