import { Injectable } from '@nestjs/common';
import { SeatSessions } from '@zuimei/identity';

/** A house without a hall: no token opens a seat. */
@Injectable()
export class NoSeats extends SeatSessions {
  async bySessionToken(): Promise<null> {
    return null;
  }
  async byDeliveryToken(): Promise<null> {
    return null;
  }
}
