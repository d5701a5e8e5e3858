import { Failure, type FailureReport } from '../common/errors.js';

/** A kernel, a guest or a tool that cannot be used. Exit code 2. */
export function guestFailure(report: FailureReport, cause?: unknown): Failure {
  return new Failure('ZB_GUEST', report, cause);
}

/** A guest whose figures cannot be trusted: it panicked, or what it printed is no result. Exit code 3. */
export function untrustedGuest(report: FailureReport, cause?: unknown): Failure {
  return new Failure('ZB_GUEST_UNTRUSTED', report, cause);
}

/** A program that is not installed, with the Debian package that has it. */
export function missingTool(program: string, debianPackage: string): Failure {
  return guestFailure({
    subject: program,
    expected: 'an installed program',
    found: 'none of that name in PATH',
    remedy: `install it, on Debian: apt-get install ${debianPackage}`,
  });
}
