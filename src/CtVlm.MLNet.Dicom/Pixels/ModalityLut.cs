namespace CtVlm.MLNet.Dicom;

/// <summary>A table from stored values to output values; values before its first and after its last entry take the entry at that end.</summary>
/// <remarks><b>Source:</b> DICOM PS3.3 C.11.1.1.1.</remarks>
internal sealed class ModalityLut(int firstStored, ushort[] entries)
{
    private readonly ushort[] _entries = entries;

    public int FirstStored { get; } = firstStored;

    public ReadOnlySpan<ushort> Entries => _entries;

    public double Apply(double stored) => _entries[(int)Math.Clamp(stored - FirstStored, 0, _entries.Length - 1)];

    /// <summary>The table of a data set; null when it has none.</summary>
    /// <exception cref="DicomFormatException">The descriptor and the data contradict each other.</exception>
    public static ModalityLut? Read(DicomDataset data, bool isSigned)
    {
        DicomDataset? item = data.Items(DicomTags.ModalityLutSequence).FirstOrDefault();
        if (item == null)
        {
            return null;
        }

        ushort[] descriptor = item.GetWords(DicomTags.LutDescriptor);
        ushort[] words = item.GetWords(DicomTags.LutData);
        if (descriptor.Length != 3)
        {
            throw PixelThrow.BadLut(data.Name, $"LUTDescriptor (0028,3002) must have 3 values, got {descriptor.Length}");
        }

        // The standard writes 65,536 as 0, which does not fit a word.
        int count = descriptor[0] == 0 ? 65536 : descriptor[0];
        bool isPacked = descriptor[2] == 8 && words.Length == (count + 1) / 2;
        if (descriptor[2] is not (8 or 16) || (!isPacked && words.Length != count))
        {
            throw PixelThrow.BadLut(data.Name, $"LUTData (0028,3006) must have {count} entries of 8 or 16 bits, got {words.Length} words, {descriptor[2]} bits");
        }

        return new ModalityLut(isSigned ? (short)descriptor[1] : descriptor[1], isPacked ? Unpack(words, count) : words);
    }

    private static ushort[] Unpack(ushort[] words, int count)
    {
        ushort[] entries = new ushort[count];
        for (int i = 0; i < count; i++)
        {
            entries[i] = (ushort)((words[i / 2] >> (8 * (i % 2))) & 0xFF);
        }

        return entries;
    }
}
