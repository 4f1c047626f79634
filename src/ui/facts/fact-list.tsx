import type { JSX } from 'preact';
import type { FactChip, FactsView, FactWords } from '../../contracts/fact-view.ts';
import type { SignedClaim, SignedFact } from '../../contracts/fact.ts';
import type { Text } from '../text.ts';

/** The words of a chip, put together. */
export const chipText = ({ frame, said }: FactWords, text: Text): string =>
  said === undefined ? text(frame) : text(frame, [text(said)]);

/** What was declared, as a row of chips. Told apart from the detectors' words by shape and by saying who says so. */
export function FactChips({ chips, text }: { readonly chips: readonly FactChip[]; readonly text: Text }): JSX.Element {
  return (
    <ul class="fact-chips">
      {chips.map((chip) => (
        <li
          key={`${chip.frame} ${chip.said ?? ''}`}
          class={chip.isBroken ? 'fact-chip broken' : 'fact-chip'}
          data-fact={chip.frame}
          data-said={chip.said ?? ''}
        >
          {chipText(chip, text)}
        </li>
      ))}
    </ul>
  );
}

/** Chips, what they mean, what could not be read, and the chain of each signed record. Nothing where nothing is known. */
export function FactList({ facts, text }: { readonly facts: FactsView; readonly text: Text }): JSX.Element | null {
  const { chips, notes, unread, records } = facts;
  if (chips.length === 0 && unread.length === 0) return null;
  return (
    <div class="facts">
      {chips.length > 0 && <FactChips chips={chips} text={text} />}
      {notes.map((note) => (
        <p key={note}>{text(note)}</p>
      ))}
      {records.map((record, index) => (
        <Record key={`${record.about} ${String(index)}`} record={record} text={text} />
      ))}
      {unread.map((sentence) => (
        <p key={sentence} class="fact-quiet">
          {text(sentence)}
        </p>
      ))}
    </div>
  );
}

/** The whole record for those who want to check it: whose list decided, what the validator said, and what it was made from. */
function Record({ record, text }: { readonly record: SignedFact; readonly text: Text }): JSX.Element {
  return (
    <details class="fact-record" data-signature={record.state}>
      <summary>{text('record_details')}</summary>
      <p>{text('record_list', [record.trustList])}</p>
      <ul class="fact-chain">
        <Claim claim={record.claim} text={text} />
      </ul>
      <p class="fact-quiet" dir="ltr">
        {record.codes.join(' · ')}
      </p>
    </details>
  );
}

/** One claim and, inside it, the claims of the files it was made from. Its texts are the signer's, set apart as such. */
function Claim({ claim, text }: { readonly claim: SignedClaim; readonly text: Text }): JSX.Element {
  const { title, generator, issuer, signedAt, actions, sourceTypes, ingredients } = claim;
  return (
    <li>
      {title !== undefined && (
        <p>
          <bdi>“{title}”</bdi>
        </p>
      )}
      {issuer !== undefined && <p>{text('record_issuer', [issuer])}</p>}
      {generator !== undefined && <p>{text('record_generator', [generator])}</p>}
      {signedAt !== undefined && <p>{text('record_time', [signedAt])}</p>}
      {actions.length + sourceTypes.length > 0 && (
        <p class="fact-quiet" dir="ltr">
          {[...actions, ...sourceTypes].join(' · ')}
        </p>
      )}
      {ingredients.length > 0 && (
        <>
          <p>{text('record_made_from')}</p>
          <ul class="fact-chain">
            {ingredients.map((ingredient, index) => (
              <Claim key={index} claim={ingredient} text={text} />
            ))}
          </ul>
        </>
      )}
    </li>
  );
}
