/** The address of the file of towns. The build writes that file and puts its address in here (src-renderer/town-file.ts). */
export const townsUrl: string = '';
