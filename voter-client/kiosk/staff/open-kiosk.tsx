/**
 * Screen on which staff open the kiosk: the hash of its software, a test print, and the supervisor who vouches for it.
 * @module
 */

import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { FaultNotice } from '../../ballot/fault-notice.tsx';
import type { BoothFault } from '../../contract/booth.ts';
import { faultOf } from '../../contract/faults.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import type { DeviceCheck } from '../../contract/kiosk.ts';
import { Slip } from '../slip.tsx';
import type { StaffProps } from './staff-props.ts';
import { useRequest } from './use-request.ts';

export function OpenKiosk({ outbox, election, site, checkPage, onStatus, done }: StaffProps): ReactNode {
  const { t } = useWords();
  const [check, setCheck] = useState<DeviceCheck>();
  const { busy, fault, send } = useRequest();
  const [checkFault, setCheckFault] = useState<BoothFault>();
  const name = useRef<HTMLInputElement>(null);
  const supervisor = useRef<HTMLInputElement>(null);
  const supervisorPin = useRef<HTMLInputElement>(null);
  const pin = useRef<HTMLInputElement>(null);
  useEffect(() => {
    outbox
      .checkDevice(new URL('.', location.href).href)
      .then(setCheck, (error: unknown) => setCheckFault(faultOf(error)));
  }, [outbox]);
  const submit = (): void => {
    if (!check || check.altered.length > 0) return;
    const opening = {
      name: textIn(name),
      supervisor: { name: textIn(supervisor), pin: textIn(supervisorPin) },
      pin: textIn(pin),
    };
    send(
      () => outbox.open(opening, check.software),
      (status) => {
        onStatus(status);
        done();
      },
    );
  };
  return (
    <Screen title={t('staff.open-title')}>
      <p>{t('staff.open-text')}</p>
      <FaultNotice fault={fault ?? checkFault} />
      <dl className="facts">
        <dt>{t('staff.software')}</dt>
        <dd className="fingerprint">
          {check ? check.software.replaceAll(/.{8}(?=.)/g, '$& ') : t('staff.checking')}
        </dd>
      </dl>
      {check && (
        <p className={check.altered.length > 0 ? 'notice loss' : 'notice fact'}>
          {check.altered.length > 0
            ? t('staff.altered', { files: check.altered.join(', ') })
            : t('staff.unaltered')}
        </p>
      )}
      <Form
        submit={submit}
        busy={busy}
        send={t('staff.open')}
        others={
          <>
            <Button press={done}>{t('staff.back')}</Button>
            <Button press={() => print()}>{t('staff.print')}</Button>
          </>
        }
      >
        <Field label={t('staff.device')} kind="text" length={64} input={name} />
        <Field label={t('staff.supervisor')} kind="text" length={64} input={supervisor} />
        <Field label={t('staff.supervisor-pin')} kind="pin" length={12} input={supervisorPin} />
        <Field label={t('staff.new-pin')} hint={t('staff.new-pin-hint')} kind="pin" length={12} input={pin} />
      </Form>
      {election && <Slip {...{ election, site, checkPage }} says="slip.test" />}
    </Screen>
  );
}

const textIn = (field: RefObject<HTMLInputElement | null>): string => field.current!.value.trim();
