/** Plans of `upgrade-plan`, read as JSON, are executed on real controllers. */
import { install, parts, ready } from './plan/platform';
import { aPlatform, describePlan, go, nothingIsLeft, planOf, TO, UP_TO_THREE_MINUTES, worksOn } from './plan/upgraded';
import type { Step } from '../../src/upgrade/plan';

describePlan(`from v0.4.6 to ${TO}`, () => {
  const at = aPlatform();
  const plan = planOf('v0.4.6', TO);
  let before: Record<string, string>;

  beforeAll(async () => {
    await install(at.live, 'v0.4.6', 'hardened');
    await ready(at.live, 'v0.4.6');
    before = await parts(at.live);
  });

  test('the platform has pods of its own, claimed, warm, and volumes', () => {
    expect(Object.keys(before).filter((each) => each.startsWith('persistentvolumeclaims'))).toHaveLength(2);
    expect(Object.keys(before).filter((each) => each.startsWith('pods'))).toHaveLength(5);
  });

  test.each(plan.steps.map((step): [string, Step] => [step.title, step]))('%s', async (_, step) => {
    // What is removed was there.
    for (const { apiVersion, kind, namespace, name } of step.removed) {
      const { status } = await at.live.client.read({ apiVersion, kind, metadata: { name, namespace } });
      expect([kind, name, status]).toEqual([kind, name, 200]);
    }
    await go(at.live, step, 'hardened');
    expect(await parts(at.live)).toMatchObject(before);
  }, UP_TO_THREE_MINUTES);

  test('nothing is left over, and all works', async () => {
    await nothingIsLeft(at.live);
    await worksOn(at.live, TO);
    expect(await parts(at.live)).toMatchObject(before);
  });
});

describePlan(`from v0.5.6 to ${TO}, in upstream's profile, back and forth`, () => {
  const at = aPlatform();
  const { steps } = planOf('v0.5.6', TO, 'upstream');
  let before: Record<string, string>;

  beforeAll(async () => {
    await install(at.live, 'v0.5.6', 'upstream');
    await ready(at.live, 'v0.5.6');
    before = await parts(at.live);
  });

  test('there, back from the install, and there again', async () => {
    for (const step of steps) { await go(at.live, step, 'upstream'); }
    await nothingIsLeft(at.live);
    await worksOn(at.live, TO);
    const installed = steps.find(({ id }) => id === `install-${TO}`)!;
    await go(at.live, installed.back, 'upstream');
    await worksOn(at.live, 'v0.5.6');
    for (const step of steps) { await go(at.live, step, 'upstream'); }
    await nothingIsLeft(at.live);
    await worksOn(at.live, TO);
    expect(await parts(at.live)).toMatchObject(before);
  }, UP_TO_THREE_MINUTES);

  test('fails if a GitOps tool applies the CRDs without taking the conversion out first', async () => {
    const installed = steps.find(({ id }) => id === `install-${TO}`)!;
    await go(at.live, installed.back, 'upstream');
    await at.live.until('the controller to write its certificate', async () => JSON.stringify(
      (await at.live.client.get('/apis/apiextensions.k8s.io/v1/customresourcedefinitions')).body.items,
    ).includes('caBundle'));
    await expect(go(at.live, {
      ...installed, actions: installed.actions.filter((action) => action.do !== 'patch'),
    }, 'upstream')).rejects.toThrow(/conversion/);
  }, UP_TO_THREE_MINUTES);
});

describePlan(`from v0.1.1, whose controller is not to be had, to ${TO}`, () => {
  const at = aPlatform();

  test('the StatefulSet goes, and later controllers serve what was stored', async () => {
    await install(at.live, 'v0.1.1', 'hardened');
    const plan = planOf('v0.1.1', TO);
    for (const step of plan.steps) {
      await go(at.live, step, 'hardened');
      if (step.id === 'install-v0.4.6') { await ready(at.live, 'v0.4.6'); }
    }
    await nothingIsLeft(at.live);
    await worksOn(at.live, TO);
  }, UP_TO_THREE_MINUTES);
});
