import { expect, test } from 'vitest';
import { keepFindings, MOST_KEPT } from '../../../src/core/sample/keep-findings.ts';
import { faceAt, finding, frame } from '../../support/findings.ts';

test('an endless stream keeps its scored frames longest and never grows', () => {
  const scored = frame(0, finding(faceAt(200, 200), 1));
  let kept = keepFindings([], scored);
  for (let time = 1; time <= MOST_KEPT + 10; time += 1) kept = keepFindings(kept, frame(time * 1_000));
  expect(kept).toHaveLength(MOST_KEPT);
  expect(kept[0]).toBe(scored);
  expect(kept.at(-1)?.mediaTimeMs).toBe((MOST_KEPT + 10) * 1_000);
});
