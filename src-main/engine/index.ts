/** The engine's only door: cases are made and opened here, and every act on them is named here. */
export { createCase, type NewCase } from './flows/create-case.ts';
export {
  openCase,
  openCaseForReading,
  type Opened,
  type OpenCaseOptions,
  type ReadableCase,
  type WritableCase,
} from './flows/open-case.ts';
export { beginUpload, type UploadEnd, type UploadImport, type UploadWish } from './flows/import-upload.ts';
export { importMedia, type ImportProgress, type ImportRequest, type ImportSummary } from './flows/import-media.ts';
export { examineItems, type ExaminationSummary } from './flows/examine-items.ts';
export { howManyItems, listItems, type ListedItem } from './flows/list-items.ts';
export { showItem, type ShownItem, type ShownReceipt } from './flows/show-item.ts';
export { secondsOf, showKeyframes, type ShownKeyframes } from './flows/show-keyframes.ts';
export { findSimilar, type FindSimilar, type SimilarFootage, type SimilarItem, type SimilarProgress } from './flows/find-similar.ts';
export { wideRange } from './flows/similar/search-means.ts';
export type { Coverage } from './flows/similar/load-archive.ts';
export type { SimilarSegment, SimilarStretch } from './flows/similar/similar-segment.ts';
export { judgeSameness, type JudgeSameness, type RecordedSameness } from './flows/judge-sameness.ts';
export { confirmedCopiesOf, type ConfirmedCopy, type SharedStretch } from './flows/read-sameness.ts';
export { scanDeeply } from './flows/scan-deeply.ts';
export { fullPicture, type FullSizePicture } from './flows/full-picture.ts';
export { makeProxy, type MadeProxy, type MakeProxy } from './flows/make-proxy.ts';
export { frameTimes, type FrameTimes } from './flows/frame-times.ts';
export { keepPicture } from './flows/keep-picture.ts';
export { openForReview } from './flows/open-for-review.ts';
export { annotate, withdrawNote, type NewNote, type Withdrawal } from './flows/annotate.ts';
export { listNotes, type ShownNote } from './flows/list-notes.ts';
export { recordDisposition, type NewDisposition } from './flows/record-disposition.ts';
export { checkFixity, type FixitySummary } from './flows/check-fixity.ts';
export { readLog, type LoggedAct } from './flows/read-log.ts';
export { browseLog, type BrowseLog, type BrowsedAct, type LogPage } from './flows/browse-log.ts';
export { checkCase, type CheckedCase, type ToldFinding } from './flows/check-case.ts';
export { anchorFile, checkpointNote, listRoots, pageOfSignedCheckpoints, proveContinuation, showCustody, type ShownCustody } from './flows/show-custody.ts';
export { showEntry, type ExactEntry } from './flows/show-entry.ts';
export { showProvenance, type Provenance, type ProvenReceipt } from './flows/show-provenance.ts';
export { checkpointLog, type CurrentCheckpoint } from './flows/checkpoint-log.ts';
export { cosignCheckpoint, cosignerKeyOf, type CosignCheckpoint, type Cosigned } from './flows/cosign-checkpoint.ts';
export { proveConsistency } from './flows/prove-consistency.ts';
export { proveEntry, type EntryProof } from './flows/prove-entry.ts';
export { acceptAnchor, requestAnchor, type AnchorAnswer } from './flows/anchor-log.ts';
export { backUpKeys, changePassphrase, showKeys, type ShownKey } from './flows/care-for-keys.ts';
export { rebuildCase, type RebuildCase, type RebuildSummary } from './flows/rebuild-case.ts';
export { startSuccessor, type StartSuccessor, type Successor } from './flows/start-successor.ts';
export { holdsBag, verifyBag, type VerifiedBag, type VerifyBag, type ZipCheck } from './flows/verify-bag.ts';
export { verifyCase, type VerifyCase } from './flows/verify-case.ts';
export { synthesiseDemoClips, type DemoClip } from './media/synthesise-demo-clips.ts';
export { previewClaim, recordClaim, type RecordedClaim, type TypedClaim } from './flows/record-claim.ts';
export { type ClaimReading } from './flows/claims/read-claim.ts';
export { addEvidence, withdrawEvidence, type RecordedEvidence, type TypedEvidence } from './flows/weigh-evidence.ts';
export { assessClaim, type AssessedClaim } from './flows/assess-claim.ts';
export { type NamedSentence, type PartInWords } from './flows/claims/assessment-words.ts';
export { judgeClaim, type JudgedClaim } from './flows/judge-claim.ts';
export { type CopyDate, type ShownCopy } from './flows/claims/show-copies.ts';
export { claimsOfItem, type ClaimOfItem, type EvidenceStance, type TyingEvidence } from './flows/claims-of-item.ts';
export { listClaims, pageOfListedClaims, showClaim, type ListedClaim, type ShownClaim, type ShownEvidence } from './flows/show-claims.ts';
export { tellPostTime, type ToldPost } from './flows/claims/tell-post-time.ts';
export { tellPlace, type ToldPlace } from './flows/claims/tell-place.ts';
export { tellSun, type ToldSun, type TypedSun } from './flows/claims/tell-sun.ts';
export { searchSun } from './flows/claims/search-sun.ts';
export { claimsOnMap, itemsOnMap, type ClaimOnMap, type ItemOnMap } from './flows/places-on-map.ts';
export { synthesiseStandIns } from './media/synthesise-stand-ins.ts';
export { exportBundle, type ExportedBundle } from './flows/export-bundle.ts';
export type { ExportBundle, ExportProgress } from './flows/export/prepare-export.ts';
export { previewExport, type ExportPreview } from './flows/preview-export.ts';
export type { ExportChoice, Stays } from './flows/export/selection.ts';
export { isHandedOver, verifyBundle, type BundleVerification, type VerifyBundle, type VerifyingProgress } from './flows/verify-bundle.ts';
export { receiveBundle, type ReceiveBundle, type ReceivingSummary } from './flows/receive-bundle.ts';
export type { ReceivingProgress } from './flows/receive/progress.ts';
export { inspectBundle, type InspectedBundle } from './flows/inspect-bundle.ts';
export { tellBundle, type ToldBundle, type ToldPart } from './flows/tell-bundle.ts';
export { listHandOvers, signedReceipt, type HandOvers } from './flows/list-hand-overs.ts';
export { fileReceipt, type FileReceipt, type FiledReceiptSummary } from './flows/file-receipt.ts';
export {
  findItemOrDigest,
  isHeld,
  listItemsByDigest,
  listReceivedClaims,
  listReceivedNotes,
  showReceived,
  type ItemByDigest,
  type ReceivedAct,
  type ReceivedClaim,
  type ReceivedNotes,
  type ReceivedStatement,
  type StatedBy,
} from './flows/show-received.ts';
export { custodyChain, type CustodyChain, type CustodyHop, type CustodyWay } from './flows/custody-chain.ts';
export { writeReport, type WriteReport, type WrittenReport } from './flows/write-report.ts';
export { browseLibrary, countFitting, facetsOfLibrary, shelvedItem, type BrowseLibrary, type LibraryFlag, type LibraryPage, type LibrarySort, type ShelvedItem } from './flows/browse-library.ts';
export { countFacets, countLibraries } from './flows/count-library.ts';
export { markLibrary, nameLibrary, type LibraryMarks } from './flows/library-marks.ts';
export { namedFile, type NamedFile } from './flows/named-file.ts';
export { findTools } from './media/find-tools.ts';
export { integrityOfCase, type CaseIntegrity } from './flows/integrity-of-case.ts';
