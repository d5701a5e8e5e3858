import type { Node, SourceFile } from 'typescript/unstable/ast';
import { SyntaxKind } from 'typescript/unstable/ast';
import {
  isArrowFunction,
  isBinaryExpression,
  isBlock,
  isCallExpression,
  isClassDeclaration,
  isConstructorDeclaration,
  isExpressionStatement,
  isForOfStatement,
  isForStatement,
  isFunctionDeclaration,
  isFunctionExpression,
  isIfStatement,
  isNumericLiteral,
  isPostfixUnaryExpression,
  isPrefixUnaryExpression,
  isReturnStatement,
  isStringLiteral,
  isThrowStatement,
  isTypeNode,
  isVariableDeclaration,
  isYieldExpression,
} from 'typescript/unstable/ast/is';
import { REJECT_CAUSES } from '../../../src/result/reject-causes.js';

/** A change of one place of a source file. */
export interface Change {
  /** Function, or class and method, that is changed. */
  readonly within: string;
  /** Kind of change and the text that it changes: unique within a file, with `within`. */
  readonly name: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const { EqualsEqualsEqualsToken, ExclamationEqualsEqualsToken } = SyntaxKind;
const { LessThanToken, LessThanEqualsToken, GreaterThanToken, GreaterThanEqualsToken } = SyntaxKind;

const TURNED = new Map<SyntaxKind, string>([
  [EqualsEqualsEqualsToken, '!=='],
  [ExclamationEqualsEqualsToken, '==='],
  [LessThanToken, '>='],
  [GreaterThanEqualsToken, '<'],
  [LessThanEqualsToken, '>'],
  [GreaterThanToken, '<='],
]);

/** Comparisons that differ for equal values only. */
const AT_EQUAL = new Map<SyntaxKind, string>([
  [LessThanToken, '<='],
  [GreaterThanEqualsToken, '>'],
  [LessThanEqualsToken, '<'],
  [GreaterThanToken, '>='],
]);

const OTHER_OPERATOR = new Map<SyntaxKind, string>([
  [SyntaxKind.AmpersandAmpersandToken, '||'],
  [SyntaxKind.BarBarToken, '&&'],
  [SyntaxKind.PlusToken, '-'],
  [SyntaxKind.MinusToken, '+'],
  [SyntaxKind.PlusEqualsToken, '-='],
  [SyntaxKind.MinusEqualsToken, '+='],
]);

const COUNTING = new Set<SyntaxKind>([SyntaxKind.PlusEqualsToken, SyntaxKind.MinusEqualsToken]);
const LOCKING = /\.#locks\.(un)?lock\(|\.#(un)?lockUpwards\(/;
const CALL = /\w\(/;
const CAUSES: readonly string[] = REJECT_CAUSES;

/** Lists every change of the functions of a file, in the order of the file. */
export function changesOf(file: SourceFile): Change[] {
  return new ChangeList(file).changes;
}

class ChangeList {
  readonly changes: Change[] = [];
  readonly #file: SourceFile;
  readonly #names = new Map<string, number>();

  constructor(file: SourceFile) {
    this.#file = file;
    file.forEachChild((node) => this.#visit(node, ''));
  }

  #visit(node: Node, within: string): void {
    if (isTypeNode(node) || isGuard(node) || isConstructorDeclaration(node)) return;
    if (isTime(node) || this.#isLocking(node)) return;
    const inner = nameOf(node, within, this.#file);
    if (within !== '') this.#changesAt(node, within);
    node.forEachChild((child) => this.#visit(child, inner));
  }

  #changesAt(node: Node, within: string): void {
    if (isBlock(node)) this.#statements(node.statements, within);
    const own = (kind: string, at: Node, text: string) => this.#add(within, kind, at, text);
    if (isBinaryExpression(node)) {
      const { left, operatorToken, right } = node;
      const [one, sign, other] = [left, operatorToken, right].map((part) => this.#text(part));
      const { kind } = operatorToken;
      for (const [name, signs] of [
        ['turned', TURNED],
        ['at equal', AT_EQUAL],
        ['other operator', OTHER_OPERATOR],
      ] as const) {
        const instead = signs.get(kind);
        if (instead !== undefined) own(name, node, `${one} ${instead} ${other}`);
      }
      if (COUNTING.has(kind)) own('one more', node, `${one} ${sign} ${other} + 1`);
      if (kind === SyntaxKind.QuestionQuestionToken) {
        own('left only', node, `(${one})`);
        own('right only', node, `(${other})`);
      }
    }
    if (isPostfixUnaryExpression(node) || isPrefixUnaryExpression(node)) {
      const { operand, operator } = node;
      const name = this.#text(operand);
      if (operator === SyntaxKind.ExclamationToken) own('not negated', node, name);
      const up = operator === SyntaxKind.PlusPlusToken;
      if (up || operator === SyntaxKind.MinusMinusToken) {
        // The value of the expression changes by as much as it does without the change.
        const two = isPrefixUnaryExpression(node) ? `(${name} ${up ? '+=' : '-='} 2)` : null;
        own('two', node, two ?? `((${name} ${up ? '+=' : '-='} 2) ${up ? '-' : '+'} 2)`);
      }
    }
    if (isNumericLiteral(node)) own('one more', node, `${Number(node.text) + 1}`);
    if (node.kind === SyntaxKind.TrueKeyword) own('turned', node, 'false');
    if (node.kind === SyntaxKind.FalseKeyword) own('turned', node, 'true');
    if (isStringLiteral(node) && CAUSES.includes(node.text)) {
      const other = CAUSES[(CAUSES.indexOf(node.text) + 1) % CAUSES.length];
      own('other cause', node, `'${other}'`);
    }
  }

  #statements(statements: readonly Node[], within: string): void {
    for (const [at, statement] of statements.entries()) {
      const text = this.#text(statement);
      if (this.#isLocking(statement)) continue;
      if (isChangeable(statement)) this.#add(within, 'dropped', statement, ';');
      if (isRepeatable(statement)) this.#add(within, 'doubled', statement, `${text} ${text}`);
      const next = statements[at + 1];
      if (next === undefined || !this.#canMove(statement) || !this.#canMove(next)) continue;
      if (this.#areApart(statement, next)) continue;
      const both = { getStart: () => statement.getStart(this.#file), end: next.end };
      this.#addRange(within, `moved down: ${text}`, both, `${this.#text(next)} ${text}`);
    }
  }

  #add(within: string, kind: string, node: Node, text: string): void {
    this.#addRange(within, `${kind}: ${this.#text(node)}`, node, text);
  }

  #addRange(
    within: string,
    name: string,
    node: { getStart(file: SourceFile): number; readonly end: number },
    text: string,
  ): void {
    const start = node.getStart(this.#file);
    const short = name.replace(/\s+/g, ' ');
    const key = `${within} ${short}`;
    const number = (this.#names.get(key) ?? 0) + 1;
    this.#names.set(key, number);
    const line = this.#file.text.slice(0, start).split('\n').length;
    const numbered = number === 1 ? short : `${short} (${number})`;
    this.changes.push({ within, name: numbered, line, start, end: node.end, text });
  }

  #canMove(statement: Node): boolean {
    return isEffect(statement) && !this.#isLocking(statement);
  }

  /** A lock of a heap of one's own is empty, and `check` runs on one thread. */
  #isLocking(node: Node): boolean {
    return isExpressionStatement(node) && LOCKING.test(this.#text(node));
  }

  /** Returns whether two statements assign, without a call, to places that the other does not name: their order has no effect. */
  #areApart(one: Node, other: Node): boolean {
    const texts = [this.#text(one), this.#text(other)];
    const places = texts.map(placeOf);
    if (places.some((place) => place === '') || texts.some((text) => CALL.test(text))) return false;
    return !texts[0].includes(places[1]) && !texts[1].includes(places[0]);
  }

  #text(node: Node): string {
    return node.getText(this.#file);
  }
}

/** A step of a path that passes virtual time: `check` chooses the order of steps itself, and goldens hold the times. */
function isTime(node: Node): boolean {
  return isYieldExpression(node) && node.asteriskToken === undefined;
}

/** Returns the place that a simple assignment changes; empty for another statement. */
function placeOf(text: string): string {
  return /^([\w.#[\]]+)\s*(?:[+-]?=[^=]|\+\+|--)/.exec(text)?.[1] ?? '';
}

/** A check of the caller, which throws: no store path that keeps its contract reaches the end of it. */
function isGuard(node: Node): boolean {
  if (!isIfStatement(node)) return false;
  const { thenStatement } = node;
  if (isThrowStatement(thenStatement)) return true;
  return isBlock(thenStatement) && thenStatement.statements.some(isThrowStatement);
}

/** Statements that can be left out: all but declarations, guards, and those that only pass virtual time. */
function isChangeable(statement: Node): boolean {
  if (isGuard(statement)) return false;
  if (isExpressionStatement(statement)) return !isYieldExpression(statement.expression);
  return (
    isIfStatement(statement) ||
    isForStatement(statement) ||
    isForOfStatement(statement) ||
    isReturnStatement(statement)
  );
}

/** Statements whose repetition has an effect of its own: calls and additions. Of `x++` that is another change. */
function isRepeatable(statement: Node): boolean {
  if (!isExpressionStatement(statement)) return false;
  const { expression } = statement;
  if (isBinaryExpression(expression)) return COUNTING.has(expression.operatorToken.kind);
  return isCallExpression(expression);
}

/** Statements that can change places. */
function isEffect(statement: Node): boolean {
  if (isIfStatement(statement)) return !isGuard(statement);
  if (isExpressionStatement(statement)) return !isYieldExpression(statement.expression);
  return isForStatement(statement);
}

/** Returns the name of the function in which the children of a node lie. */
function nameOf(node: Node, within: string, file: SourceFile): string {
  const named = node as Node & { readonly name?: Node };
  if (isClassDeclaration(node)) return named.name?.getText(file) ?? '';
  if (isFunctionDeclaration(node)) return named.name?.getText(file) ?? '';
  if (within === '' && isVariableDeclaration(node)) return named.name?.getText(file) ?? '';
  const isFunction = isArrowFunction(node) || isFunctionExpression(node);
  if (isFunction || named.name === undefined || isVariableDeclaration(node)) return within;
  if (node.kind === SyntaxKind.MethodDeclaration || node.kind === SyntaxKind.PropertyAssignment) {
    return `${within}.${named.name.getText(file)}`;
  }
  const accessor = node.kind === SyntaxKind.GetAccessor || node.kind === SyntaxKind.SetAccessor;
  return accessor ? `${within}.${named.name.getText(file)}` : within;
}
