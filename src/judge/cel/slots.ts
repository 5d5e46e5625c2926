/** The slots of the variables that macros bind. */
export class Slots {
  static of(declared: ReadonlySet<string>): Slots {
    return new Slots(declared, []);
  }

  private constructor(private readonly declared: ReadonlySet<string>, private readonly names: readonly string[]) {}

  get next(): number {
    return this.names.length;
  }

  with(...names: readonly string[]): Slots {
    return new Slots(this.declared, [...this.names, ...names]);
  }

  /** The innermost variable of a name. */
  find(name: string): number | undefined {
    const slot = this.names.lastIndexOf(name);
    return slot < 0 ? undefined : slot;
  }

  /** Whether it is a variable of the whole expression; else it names a type. */
  isDeclared(name: string): boolean {
    return this.declared.has(name);
  }
}
