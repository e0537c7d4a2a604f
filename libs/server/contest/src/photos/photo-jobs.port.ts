/**
 * Puts the work on a photo into the queue. Called after the commit that it is about; a call that is lost is made good
 * by the sweep. Also the injection token.
 */
export abstract class PhotoJobs {
  /** Asks for the photo of one submission to be derived; asking again while that waits or runs adds nothing. */
  abstract derive(submissionId: string): Promise<void>;
  /** Asks for a check to be carried on. */
  abstract verify(checkId: string): Promise<void>;
  /** Asks for what is missing of one photo to be derived from its original. */
  abstract repair(photoId: string): Promise<void>;
}
