using System.Text;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>A checkpoint of torch from end to end: the archive or the old format, the pickle, and the bytes of every tensor.</summary>
internal sealed class CheckpointTarget : IFuzzTarget
{
    private readonly ScratchFolder _folder = new();
    private readonly byte[] _piece = new byte[1 << 16];

    public string Name => "checkpoint";

    public int MaxInputBytes => 1 << 16;

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        "PK\x01\x02"u8.ToArray(), "PK\x03\x04"u8.ToArray(), "PK\x05\x06"u8.ToArray(), "PK\x06\x06"u8.ToArray(), "PK\x06\x07"u8.ToArray(), [1, 0, 16, 0], [0xFF, 0xFF, 0xFF, 0xFF],
        .. ((string[])["ccollections\nOrderedDict\n)R", "ctorch._utils\n_rebuild_tensor_v2\n", "ctorch._utils\n_rebuild_parameter\n", "ctorch\nSize\n", "ctorch\nLongStorage\n", "cos\nsystem\n",
            "X\u0005\0\0\0model", "X\a\0\0\0storage", "(", "t", "R", "Q", "}", "u", "s", "]", "e", "h\0", "q\0", "K\u0001", "\u0080\u0002", "\u0086", "\u008a\u0008\0\0\0\0\0\0\0\u0080", "\u0089", "."])
            .Select(Encoding.Latin1.GetBytes),
    ];

    public IEnumerable<byte[]> Seeds() => ((string[])["zip_views.bin", "legacy_views.bin", "zip_checkpoint.pt", "bad_pickle_calls_print.bin"])
        .Select(name => File.ReadAllBytes(RepositoryFiles.Below("tests", "Golden", "formats", name)));

    public bool Run(byte[] input)
    {
        string path = _folder["input.bin"];
        File.WriteAllBytes(path, input);
        try
        {
            using TensorFile file = TensorFile.Open(path);
            foreach (TensorEntry entry in file.Entries)
            {
                ReadAll(file, entry);
            }

            return true;
        }
        catch (WeightsException)
        {
            return false;
        }
    }

    public void Dispose() => _folder.Dispose();

    private void ReadAll(TensorFile file, TensorEntry entry)
    {
        for (long at = 0; at < entry.ByteCount; at += _piece.Length)
        {
            file.Read(entry, at, _piece.AsSpan(0, (int)Math.Min(_piece.Length, entry.ByteCount - at)));
        }
    }
}
