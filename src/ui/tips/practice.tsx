import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { PRACTICE, type PracticePicture, type PracticeQuestion } from '../../core/tips/practice.ts';
import { chipText } from '../facts/fact-list.tsx';
import type { Text } from '../text.ts';

/** Where each picture lies. */
export type PictureAddresses = Readonly<Record<PracticePicture, string>>;

interface PracticeProps {
  readonly pictures: PictureAddresses;
  readonly text: Text;
}

/** Where a person is in the practice. Nothing of it leaves the page, and it is gone with the page. */
interface Progress {
  readonly index: number;
  readonly alike: number;
}

const START: Progress = { index: 0, alike: 0 };

/** Five questions, one at a time. */
export function Practice({ pictures, text }: PracticeProps): JSX.Element {
  const [{ index, alike }, setProgress] = useState(START);
  const heading = useRef<HTMLHeadingElement>(null);
  const hasMoved = useRef(false);
  // What was pressed is gone: whoever reads by ear or goes by key would be left nowhere.
  useLayoutEffect(() => {
    if (hasMoved.current) heading.current?.focus();
  }, [index]);
  const goOn = (next: Progress): void => {
    hasMoved.current = true;
    setProgress(next);
  };

  const question = PRACTICE[index];
  const title = question === undefined ? 'practice_heading' : 'practice_number';
  return (
    <section class="practice" aria-labelledby="practice">
      <h2 id="practice">{text('practice_heading')}</h2>
      <p>{text('practice_intro')}</p>
      {question === undefined ? (
        <End alike={alike} heading={heading} text={text} onAgain={() => goOn(START)} />
      ) : (
        <>
          <h3 ref={heading} tabIndex={-1}>
            {text(title, [index + 1, PRACTICE.length])}
          </h3>
          <Question
            key={index}
            question={question}
            pictures={pictures}
            text={text}
            onNext={(isFair) => goOn({ index: index + 1, alike: alike + (isFair ? 1 : 0) })}
          />
        </>
      )}
      <p class="traits">{text('practice_credit')}</p>
    </section>
  );
}

interface QuestionProps extends PracticeProps {
  readonly question: PracticeQuestion;
  readonly onNext: (isFair: boolean) => void;
}

/** One question: choose, see what we think, go on. An answer that was shown does not change any more. */
function Question({ question, pictures, text, onNext }: QuestionProps): JSX.Element {
  const [chosen, setChosen] = useState<number>();
  const [step, setStep] = useState<'choosing' | 'asked-too-soon' | 'shown'>('choosing');
  const isFair = chosen !== undefined && question.answers[chosen]?.isFair === true;
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    if (step === 'shown') onNext(isFair);
    else setStep(chosen === undefined ? 'asked-too-soon' : 'shown');
  };
  return (
    <form onSubmit={onSubmit}>
      <Shown question={question} pictures={pictures} text={text} />
      <fieldset>
        <legend>{text(question.ask)}</legend>
        {question.answers.map((answer, place) => (
          <label key={answer.text}>
            <input
              type="radio"
              name="answer"
              checked={chosen === place}
              disabled={step === 'shown' && chosen !== place}
              onChange={() => setChosen(place)}
            />
            {text(answer.text)}
          </label>
        ))}
      </fieldset>
      <div role="status" class="feedback">
        {step === 'asked-too-soon' && <p>{text('practice_choose_first')}</p>}
        {step === 'shown' && (
          <p data-fair={isFair}>
            <strong>{text(isFair ? 'practice_agree' : 'practice_differ')}</strong> {text(question.why)}
          </p>
        )}
      </div>
      <button type="submit">{text(step === 'shown' ? 'practice_next' : 'practice_answer')}</button>
    </form>
  );
}

/** The pictures and the label that a question is about. */
function Shown({ question, pictures, text }: Omit<QuestionProps, 'onNext'>): JSX.Element {
  return (
    <div class="shown">
      {question.pictures.map(({ picture, alt }) => (
        <img key={picture} src={pictures[picture]} alt={text(alt)} />
      ))}
      {question.chip !== undefined && <p class="fact-chip">{chipText(question.chip, text)}</p>}
    </div>
  );
}

interface EndProps {
  readonly alike: number;
  readonly heading: { current: HTMLHeadingElement | null };
  readonly text: Text;
  readonly onAgain: () => void;
}

function End({ alike, heading, text, onAgain }: EndProps): JSX.Element {
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {text('practice_end', [alike, PRACTICE.length])}
      </h3>
      <button type="button" onClick={onAgain}>
        {text('practice_again')}
      </button>
    </>
  );
}
