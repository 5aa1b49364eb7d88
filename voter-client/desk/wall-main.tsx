/** Entry point of the display on the wall. @module */

import { mount } from '../ui/mount.tsx';
import './desk.css';
import { DeskClient } from '../api/desk.ts';
import { readDeskPins } from './pins.ts';
import { Wall } from './wall.tsx';

mount(<Wall link={new DeskClient()} pins={readDeskPins()} />);
