/** The readers have moved to a room of their own: import `src/documents`. */
export * from '../../documents';
