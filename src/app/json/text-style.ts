/** The style in which cdk8s prints a string: its `yaml` quotes what YAML 1.1 would take for something else. */

/** A word or a path without any character that YAML gives a meaning. */
const SIMPLE = /^[A-Za-z_/][\w./-]*$/;

/** Booleans and null of YAML 1.1. */
const WORD =
  /^(?:[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|true|True|TRUE|false|False|FALSE|null|Null|NULL|~|)$/;

/** Numbers of YAML 1.1: with an exponent, in base 2, 10 and 16, as hours and minutes, infinite, not a number. */
const NUMBER = new RegExp(`^(?:${[
  String.raw`[-+]?(?:\d[\d_]*)?(?:\.[\d_]*)?[eE][-+]?\d+`,
  String.raw`[-+]?(?:\d[\d_]*)?\.[\d_]*`,
  String.raw`[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|\d[\d_]*(?::[0-5]?\d)*)`,
  String.raw`[-+]?\d[\d_]*(?::[0-5]?\d)+\.[\d_]*`,
  String.raw`[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)`,
].join('|')})$`);

/** Dates and times of YAML 1.1. */
const TIME = new RegExp(String.raw`^\d{4}-\d{1,2}-\d{1,2}(?:(?:[tT]|[ \t]+)\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?`
  + String.raw`(?:[ \t]*(?:Z|[-+][012]?\d(?::\d{2})?))?)?$`);

/** Starts, sequences and ends that a text without quotes may not have. */
const INDICATOR = /^[\t ,[\]{}#&*!|>'"%@`]|^[?-](?:[ \t]|$)|:[ \t]|[\t ]#|[\t :]$/;

/** Control characters, which cdk8s escapes. */
const CONTROL = /[\0-\x08\x0b-\x1f]/;

/** Whether a string is a word or a path; then `isReserved` decides whether it needs quotes. */
export function isSimple(text: string): boolean {
  return SIMPLE.test(text);
}

/** Whether a string is a boolean, a number or null in YAML 1.1. */
export function isReserved(text: string): boolean {
  return WORD.test(text) || NUMBER.test(text);
}

/** Whether a string holds control characters. */
export function hasControls(text: string): boolean {
  return CONTROL.test(text);
}

/** Whether a string of one line is printed without quotes. */
export function isPlain(text: string): boolean {
  return !(CONTROL.test(text) || INDICATOR.test(text) || isReserved(text) || TIME.test(text));
}

/** Shorter texts in quotes stay on one line. */
const SHORT = 40;

/** Whether a string of several lines that is not a block is printed in lines, in double quotes. */
export function isBroken(text: string): boolean {
  return JSON.stringify(text).length >= SHORT;
}

/** Whether a string of several lines is printed as a block: not if it is blank, or ends in a line of spaces. */
export function isBlock(text: string): boolean {
  return !/\n[\t ]+$/.test(text) && !/^\s*$/.test(text) && !CONTROL.test(text);
}
