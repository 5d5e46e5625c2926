/** The page's side of the worker: one task at a time, each with a limit of time. */
import { Message, Outcome, Ready, Task } from './protocol';

/** An app that takes longer than this does not end, or is none for a browser. */
export const LIMIT = 10_000;

/** A task was given up: a newer one replaced it, or its time was over. */
export class GivenUp extends Error {
  constructor(message: string, readonly isReplaced: boolean) {
    super(message);
  }
}

interface Waiting {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: GivenUp) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

export class Runner {
  private worker?: Worker;
  private starting?: Promise<Ready>;
  private waiting?: Waiting;
  private count = 0;

  /** @param address that of the worker's bundle */
  constructor(private readonly address: string, private readonly limit = LIMIT) {}

  /** Starts the worker, if there is none. */
  start(): Promise<Ready> {
    this.starting ??= new Promise((resolve, reject) => {
      const worker = new Worker(this.address);
      this.worker = worker;
      worker.onerror = ({ message }) => { reject(new Error(`the playground does not start: ${message}`)); };
      worker.onmessage = ({ data }: { data: Message }) => {
        if ('ready' in data) {
          resolve(data);
        } else if (data.id === this.count) {
          this.settle()?.resolve(data);
        }
      };
    });
    return this.starting;
  }

  /**
   * Runs a task. One that still runs is given up.
   *
   * @throws GivenUp when a newer task replaces it, or its time is over
   */
  async run(task: Omit<Task, 'id'>): Promise<Outcome> {
    if (this.waiting) {
      this.stop();
      this.settle()?.reject(new GivenUp('a newer task replaced it', true));
    }
    const id = ++this.count;
    await this.start();
    if (id !== this.count) { throw new GivenUp('a newer task replaced it', true); }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.stop();
        this.settle()?.reject(new GivenUp(`stopped after ${this.limit / 1000} seconds: does a loop not end?`, false));
      }, this.limit);
      this.waiting = { resolve, reject, timer };
      this.worker!.postMessage({ ...task, id });
    });
  }

  /** Ends the worker, whatever it does; the next task starts another. */
  stop(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.starting = undefined;
  }

  private settle(): Waiting | undefined {
    const { waiting } = this;
    if (waiting) { clearTimeout(waiting.timer); }
    this.waiting = undefined;
    return waiting;
  }
}
