using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>
/// The assembler over a small folder. The input is not the files but a string of choices of which well-formed slices are made, so that runs get past the
/// parser: places, directions, sizes, identifiers, phases and padding that contradict each other.
/// </summary>
internal sealed class AssemblerTarget : IFuzzTarget
{
    private const int MaxFiles = 8;

    private readonly ScratchFolder _folder = new();

    public string Name => "assembler";

    public int MaxInputBytes => 1 << 10;

    public IReadOnlyList<byte[]> Tokens { get; } = [.. Enumerable.Range(0, 8).Select(value => new byte[] { (byte)value })];

    public IEnumerable<byte[]> Seeds() => ChoiceSeeds.Make(count: 64, length: 8 * 40);

    public bool Run(byte[] input)
    {
        ByteChooser choose = new(input);
        int files = 1 + choose.Below(MaxFiles);
        WriteFiles(choose, files);
        CtInventory inventory = CtInventory.Scan(_folder.Path, FuzzLimits.Options);
        CheckAccount(inventory, files);
        bool isRead = false;
        foreach (CtSeriesEntry entry in inventory.Series)
        {
            isRead |= TryRead(entry);
        }

        return isRead;
    }

    public void Dispose() => _folder.Dispose();

    private void WriteFiles(ByteChooser choose, int files)
    {
        for (int i = 0; i < MaxFiles; i++)
        {
            string path = _folder[$"{i}.dcm"];
            if (i < files)
            {
                File.WriteAllBytes(path, SliceGrammar.Make(choose, i));
            }
            else
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Every file is in a series or among the skipped, with a reason.</summary>
    private static void CheckAccount(CtInventory inventory, int files)
    {
        int accounted = inventory.Series.SelectMany(entry => entry.Files).Select(path => Path.GetFileName(path))
            .Concat(inventory.Skipped.Select(file => file.Path)).Distinct(StringComparer.Ordinal).Count();
        FuzzFailureException.Unless(accounted == files, $"{files} files were given, {accounted} are in a series or skipped.");
        FuzzFailureException.Unless(inventory.Skipped.All(file => file.Reason.Length > 0), "A file is skipped without a reason.");
    }

    private static bool TryRead(CtSeriesEntry entry)
    {
        try
        {
            using CtVolume volume = entry.Open();
            VolumeChecks.Check(volume);
            return true;
        }
        catch (DicomException)
        {
            return false;
        }
    }
}
