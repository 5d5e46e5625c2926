/** What Vite makes of imports that are no TypeScript. */
declare module '*?raw' {
  const text: string;
  export default text;
}

declare module '*.vue' {
  import type { Component } from 'vue';

  const component: Component;
  export default component;
}

declare module '*.css' {}
