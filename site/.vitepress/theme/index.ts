import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { defineAsyncComponent } from 'vue';
import HomePage from './HomePage.vue';
import LanguageSwitch from './LanguageSwitch.vue';
import MermaidDiagram from './MermaidDiagram.vue';
import { keepForOffline } from './offline';
import RequiredMark from './RequiredMark.vue';
import './playground.css';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app, siteData }) {
    app.component('HomePage', HomePage);
    app.component('LanguageSwitch', LanguageSwitch);
    app.component('MermaidDiagram', MermaidDiagram);
    app.component('Required', RequiredMark);
    app.component('PlaygroundPage', defineAsyncComponent(() => import('./PlaygroundPage.vue')));
    // The build renders pages without a window.
    if (typeof window !== 'undefined') { keepForOffline(siteData.value.base); }
  },
} satisfies Theme;
