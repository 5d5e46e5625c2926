import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { defineAsyncComponent } from 'vue';
import HomePage from './HomePage.vue';
import LanguageSwitch from './LanguageSwitch.vue';
import MermaidDiagram from './MermaidDiagram.vue';
import RequiredMark from './RequiredMark.vue';
import './playground.css';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('HomePage', HomePage);
    app.component('LanguageSwitch', LanguageSwitch);
    app.component('MermaidDiagram', MermaidDiagram);
    app.component('Required', RequiredMark);
    app.component('PlaygroundPage', defineAsyncComponent(() => import('./PlaygroundPage.vue')));
  },
} satisfies Theme;
