import { FileInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../words/use-words.tsx';

interface TextFileInputProps {
  label: string;
  description: string;
  mostBytes: number;
  /** The text of the file; undefined when there is none. */
  onText(text: string | undefined): void;
}

/** A small file whose text is taken into the window. */
export function TextFileInput({ label, description, mostBytes, onText }: TextFileInputProps) {
  const { handover: { receive: w } } = useWords();
  const [tooLarge, setTooLarge] = useState<string>();
  const take = async (file: File | null): Promise<void> => {
    const isLarge = file !== null && file.size > mostBytes;
    setTooLarge(isLarge ? file.name : undefined);
    onText(file === null || isLarge ? undefined : await file.text());
  };
  return (
    <FileInput
      label={label} description={description} placeholder={w.file} clearable clearButtonProps={{ 'aria-label': w.clear }} error={tooLarge === undefined ? undefined : w.tooLarge(tooLarge)}
      onChange={(file) => void take(file)}
    />
  );
}
