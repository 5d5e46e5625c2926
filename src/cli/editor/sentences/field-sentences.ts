/** One sentence a field of Kubernetes' types, by type: what the field is for, in our words. */
export type FieldSentences = Readonly<Record<string, Readonly<Record<string, string>>>>;
