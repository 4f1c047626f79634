/** The one thing of the platform that core may name: whether the asker still wants the answer. */
interface AbortSignal {
  readonly aborted: boolean;
  throwIfAborted(): void;
}
