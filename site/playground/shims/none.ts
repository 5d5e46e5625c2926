/** Modules that a rehearsal alone needs: it starts programs, which a browser cannot. */
export {};
