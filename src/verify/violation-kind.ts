/** Returns a violation's subject without the figures of an error, which differ from case to case. */
export function violationKind(subject: string): string {
  return subject.startsWith('error: ') ? subject.replace(/\d+/g, 'N') : subject;
}
