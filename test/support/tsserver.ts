/** What an editor shows of TypeScript: a tsserver of its own, asked by its protocol. */
import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type * as ts from 'typescript';

const PROGRAM = join(__dirname, '../../node_modules/typescript/lib/tsserver.js');
const TIMEOUT = 60_000;

/** A place that is offered while one types. */
export type Completion = Pick<ts.server.protocol.CompletionEntry, 'name' | 'sortText' | 'kindModifiers'>;

/** A server for one project, to be closed. */
export class TsServer {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly waiting = new Map<number, (body: unknown) => void>();
  private sequence = 0;

  constructor(directory: string) {
    const args = [PROGRAM, '--disableAutomaticTypingAcquisition', '--suppressDiagnosticEvents'];
    this.process = spawn(process.execPath, args, { cwd: directory });
    createInterface(this.process.stdout).on('line', (line) => {
      if (!line.startsWith('{')) { return; }
      const { request_seq: request, body } = JSON.parse(line);
      this.waiting.get(request)?.(body);
    });
  }

  /** Hands a file of the project to the server. */
  public open(file: string): void {
    this.send('open', { file, fileContent: readFileSync(file, 'utf8') });
  }

  /** The comment that is shown of a name, at the `nth` time that the file has the text. */
  public async hover(file: string, text: string): Promise<string> {
    const info = await this.ask<ts.server.protocol.QuickInfoResponseBody>('quickinfo', placeOf(file, text, 0));
    const tags = info.tags.map((tag) => `@${tag.name} ${typeof tag.text === 'string' ? tag.text : ''}`);
    return [info.documentation, ...tags].join('\n');
  }

  /** What is offered after a text. */
  public async completions(file: string, text: string): Promise<readonly Completion[]> {
    const place = placeOf(file, text, text.length);
    return (await this.ask<ts.server.protocol.CompletionInfo>('completionInfo', place)).entries;
  }

  /** The errors of a file, each with its line. */
  public async errors(file: string): Promise<Array<{ line: number; text: string }>> {
    const found = await this.ask<ts.server.protocol.Diagnostic[]>('semanticDiagnosticsSync', { file });
    return found.map(({ start, text }) => ({ line: start.line, text }));
  }

  public close(): void {
    this.process.kill();
  }

  private ask<Body>(command: string, args: object): Promise<Body> {
    const sequence = this.send(command, args);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`tsserver has no answer to ${command}`)), TIMEOUT);
      this.waiting.set(sequence, (body) => {
        clearTimeout(timer);
        this.waiting.delete(sequence);
        resolve(body as Body);
      });
    });
  }

  private send(command: string, args: object): number {
    const seq = ++this.sequence;
    this.process.stdin.write(`${JSON.stringify({ seq, type: 'request', command, arguments: args })}\n`);
    return seq;
  }
}

function placeOf(file: string, text: string, shift: number): object {
  const content = readFileSync(file, 'utf8');
  const start = content.indexOf(text);
  if (start < 0) { throw new Error(`${file} has no '${text}'`); }
  const before = content.slice(0, start + shift).split('\n');
  return { file, line: before.length, offset: before[before.length - 1].length + 1 };
}
