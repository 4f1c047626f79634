/** What a subject is told. */
export interface Asked {
  /** What repeats the measurement; stands beside every figure. */
  readonly command: string;
  /** Few repetitions, short waits: to see that it works. Its figures are never written. */
  readonly isQuick: boolean;
}

/** `many` repetitions, or a fifth of them, at least one, when it is only a try. */
export const repeats = ({ isQuick }: Asked, many: number): number =>
  isQuick ? Math.max(1, Math.ceil(many / 5)) : many;

/** Progress goes to standard error: standard output is for the figures. */
export const say = (line: string): void => console.error(line);

/** Waits. */
export const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
