/** Logs what should not have happened and was caught at the edge: the tag says where. Holds no page content and no address. */
export function logProblem(tag: string, problem: unknown): void {
  console.error(`[${tag}]`, problem);
}
