/** How log lines are written. */
export enum ControllerLogEncoder {
  /** One JSON object a line. */
  JSON = 'json',
  /** Text for people. */
  CONSOLE = 'console',
}

/** Least severe level whose log lines carry a stack trace. */
export enum ControllerStacktraceLevel {
  /** All but debug. */
  INFO = 'info',
  /** Errors and panics. */
  ERROR = 'error',
  /** Panics only. */
  PANIC = 'panic',
}

/** How times are written in the log. */
export enum ControllerTimeEncoding {
  /** Seconds since 1970, with a fraction. */
  EPOCH = 'epoch',
  /** Milliseconds since 1970. */
  MILLIS = 'millis',
  /** Nanoseconds since 1970. */
  NANO = 'nano',
  /** ISO 8601 with milliseconds. */
  ISO8601 = 'iso8601',
  /** RFC 3339. */
  RFC3339 = 'rfc3339',
  /** RFC 3339 with nanoseconds. */
  RFC3339_NANO = 'rfc3339nano',
}

/** Oldest TLS version that the metrics endpoint accepts. */
export enum ControllerTlsVersion {
  /** TLS 1.0. */
  TLS_1_0 = 'VersionTLS10',
  /** TLS 1.1. */
  TLS_1_1 = 'VersionTLS11',
  /** TLS 1.2. */
  TLS_1_2 = 'VersionTLS12',
  /** TLS 1.3. */
  TLS_1_3 = 'VersionTLS13',
}
