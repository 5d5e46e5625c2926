/** Packages without declarations, as far as the playground uses them. */

declare module 'cdk8s-agent-sandbox/lib/cli/main' {
  /** The command line, with streams of one's own. @returns the exit code */
  export function main(args: string[], context: {
    readonly out?: (text: string) => void;
    readonly err?: (text: string) => void;
    readonly terminal?: () => { readonly isTerminal: boolean; readonly hasColors: boolean };
  }): number;
}

declare module '@pkgjs/parseargs' {
  export function parseArgs(config: object): { readonly values: object; readonly positionals: string[] };
}
