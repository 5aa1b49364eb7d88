/** Entry point of the desk's page. @module */

import { mount } from '../ui/mount.tsx';
import './desk.css';
import { DeskApp } from './app.tsx';
import { DeskClient } from '../api/desk.ts';
import { readDeskPins } from './pins.ts';

mount(<DeskApp link={new DeskClient()} pins={readDeskPins()} />);
