/** The Gateway and the host names of an HTTPRoute. */
export interface HttpRouteOptions {
  /** Name of the Gateway. */
  readonly gatewayName: string;

  /**
   * Namespace of the Gateway, which must admit routes from the namespace of the route.
   * @default - that of the route
   */
  readonly gatewayNamespace?: string;

  /**
   * Name of the listener.
   * @default - all listeners
   */
  readonly sectionName?: string;

  /**
   * Host names of the requests; the first label of one may be `*`.
   * @default - all host names
   */
  readonly hostnames?: string[];
}
