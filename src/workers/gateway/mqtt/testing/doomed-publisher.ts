// A program that publishes until it is killed.
import { holdProcess } from '../../../../core/clock.ts';
import { openTestMqtt } from './open-test-mqtt.ts';

holdProcess();
const mqtt = await openTestMqtt({ after() {} }, Number(process.argv[2]));
mqtt.publish('alerts', 'I am here', { qos: 1, retain: false });
