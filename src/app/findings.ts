import { IConstruct } from 'constructs';
import { perApp } from './per-app';
import { compareNames } from './unique-names';
import { nearest } from '../checks/nearest';
import { Finding } from '../findings/finding';
import { formatFinding } from '../findings/format';
import { FindingSource, Ledger } from '../findings/ledger';
import { findingCodes } from '../findings/pages';
import { isError } from '../findings/trouble';

/**
 * The findings about what is at or below a scope: recorded while an app is composed, printed to stderr once each when
 * it is synthesized. Warnings let the synthesis go on, errors do not.
 */
export class Findings {
  /**
   * The findings of a scope. The app's are all there are.
   *
   * @param scope any construct of an app
   */
  public static of(scope: IConstruct): Findings {
    return new Findings(scope.node.path, ledgerOf(scope));
  }

  /**
   * Has a source asked for its findings whenever those of the app are listed or reported.
   * @internal
   */
  public static _ask(scope: IConstruct, source: FindingSource): void {
    ledgerOf(scope).ask(source);
  }

  /**
   * Prints the warnings of an app that were not printed yet.
   *
   * @throws when there are errors
   * @internal
   */
  public static _report(scope: IConstruct): void {
    const errors = report(ledgerOf(scope));
    if (errors.length > 0) {
      throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
    }
  }

  /**
   * Validates an app as a synthesis does, without printing its warnings.
   *
   * @returns the findings at or below the scope, those about idle acknowledgements last
   * @internal
   */
  public static _dryRun(scope: IConstruct, validate: () => void): Finding[] {
    const ledger = ledgerOf(scope);
    ledger.isSilent = true;
    try {
      validate();
    } finally {
      ledger.isSilent = false;
    }
    const findings = Findings.of(scope);
    return [...findings.list(), ...ledger.idle(findings.path)];
  }

  /**
   * Findings of a scope with what was said of them.
   * @internal
   */
  public static _standing(scope: IConstruct, findings: readonly Finding[]): Finding[] {
    return findings.map((finding) => ledgerOf(scope).standing(finding));
  }

  private readonly path: string;
  private readonly ledger: Ledger;

  private constructor(path: string, ledger: Ledger) {
    this.path = path;
    this.ledger = ledger;
  }

  /**
   * Records a finding about the scope. Codes from `ASB900` on are left to users of this library.
   *
   * @param finding what was found; its path is that of the scope, unless it has one
   */
  public add(finding: Finding): void {
    // Only an acknowledgement acknowledges, and only lowering lowers.
    const { acknowledged: _, lowered: __, ...found } = finding;
    this.ledger.add({ ...found, path: finding.path ?? this.path });
  }

  /**
   * The findings at or below the scope, in the order they were recorded: with the severity that they were raised to,
   * and the reason for which they are acknowledged.
   */
  public list(): Finding[] {
    this.ledger.complete();
    return this.ledger.list(this.path);
  }

  /**
   * Silences the warnings of a code at or below the scope. They stay in the list, with the reason. Errors are never
   * acknowledged. An acknowledgement that matches no warning is a finding itself (ASB001), so that it goes when its
   * cause does.
   *
   * @param code for example `ASB501`
   * @param reason why it does not matter here
   * @throws when the code is malformed or unknown, or the reason is empty
   */
  public acknowledge(code: string, reason: string): void {
    checkExcuse(code, reason, 'acknowledged');
    this.ledger.acknowledge({ code, reason, path: this.path });
  }

  /**
   * Makes warnings of the errors of a code at or below the scope: they are printed, with the reason, and the synthesis
   * goes on. What cannot be rendered fails all the same. Lowering that matches no error is a finding itself (ASB001).
   *
   * @param code for example `ASB102`
   * @param reason why the object is right all the same
   * @throws when the code is malformed or unknown, or the reason is empty
   */
  public downgrade(code: string, reason: string): void {
    checkExcuse(code, reason, 'lowered');
    this.ledger.downgrade({ code, reason, path: this.path });
  }

  /**
   * Makes errors of the warnings of a code at or below the scope, also where they are acknowledged.
   *
   * @param code for example `ASB501`
   * @throws when the code is malformed or unknown
   */
  public promote(code: string): void {
    checkCode(code);
    this.ledger.promote({ code, path: this.path });
  }
}

function ledgerOf(scope: IConstruct): Ledger {
  return perApp(scope, 'findings', (root) => {
    const ledger = new Ledger();
    // Sources ask for the objects of the app as it is validated: validations run in order, so these are listed before.
    compareNames(root);
    root.node.addValidation({
      validate: () => {
        ledger.validated();
        return report(ledger);
      },
    });
    return ledger;
  });
}

/** Prints the warnings that were not printed yet, and returns the errors: a validation may run many times. */
function report(ledger: Ledger): string[] {
  const fresh = ledger.unprinted();
  if (fresh.length > 0) { process.stderr.write(fresh.map((finding) => `${formatFinding(finding)}\n`).join('')); }
  return ledger.list('').filter(isError).map(formatFinding);
}

function checkExcuse(code: string, reason: string, done: string): void {
  checkCode(code);
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw new Error(`${code} is ${done} without a reason; say why it does not matter here`);
  }
}

/** Codes of findings that users of the library add. */
const OF_USERS = /^ASB9/;

/** The codes of this library, as they were read once. */
let knownCodes: string[] | undefined;

function checkCode(code: string): void {
  if (!/^ASB\d{3}$/.test(code)) { throw new Error(`'${code}' is no code of a finding; give, for example, 'ASB501'`); }
  const known = knownCodes ??= findingCodes();
  // A bundle may have left the pages out, which tell what codes there are.
  if (known.length === 0 || known.includes(code) || OF_USERS.test(code)) { return; }
  const near = nearest(code, known);
  throw new Error(
    `no finding has the code '${code}'; ${near ? `did you mean '${near}'? ` : ''}docs/findings/README.md lists all`,
  );
}
