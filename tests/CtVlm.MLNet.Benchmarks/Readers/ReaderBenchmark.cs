using System.Globalization;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Files to Hounsfield units against what Python users have, and the product against itself where no peer has the codec.</summary>
internal static class ReaderBenchmark
{
    public const string Verb = "readers";

    private const string JpegLossless = "1.2.840.10008.1.2.4.70";
    private const string Jpeg2000 = "1.2.840.10008.1.2.4.90";
    private const string HighThroughput = "1.2.840.10008.1.2.4.201";
    private const string HeaderTitle = "index of 1,000 files from headers: speed / pydicom";
    private const string HighThroughputTitle = "reading HTJ2K (.201): speed / own JPEG 2000 (.90)";
    private const string ThreadsTitle = "300 slices of JPEG lossless (.70): two threads / one";
    private const double HeaderLimit = 10;
    private const double HighThroughputLimit = 2.5;
    private const double ThreadsLimit = 1.8;

    private static readonly ReaderRow[] s_rows =
    [
        new("uncompressed", TransferSyntaxes.ExplicitLittleEndian, "pydicom", 3),
        new("deflated", TransferSyntaxes.DeflatedLittleEndian, "pydicom", null),
        new("JPEG lossless (.70)", JpegLossless, "gdcm", 1.5),
        new("JPEG-LS (.80)", "1.2.840.10008.1.2.4.80", "gdcm", 1.3),
        new("JPEG 2000 (.90)", Jpeg2000, "gdcm", 1.0),
        new("RLE", "1.2.840.10008.1.2.5", "pydicom", 10),
    ];

    private static readonly ReaderTable s_table = new();

    /// <summary>Measures every row whose title holds a text, all rows when it is empty.</summary>
    public static IReadOnlyList<LimitResult> Run(string part)
    {
        (string Title, double? Limit, Func<LimitResult> Measure)[] all =
        [
            .. s_rows.Select(row => (row.Title, row.Limit, (Func<LimitResult>)(() => AgainstPeer(row)))),
            (HeaderTitle, HeaderLimit, Headers),
            (HighThroughputTitle, HighThroughputLimit, AgainstJpeg2000),
            (ThreadsTitle, ThreadsLimit, TwoThreads),
        ];
        LimitResult[] results =
        [
            .. all.Where(row => row.Title.Contains(part, StringComparison.OrdinalIgnoreCase)).Select(row => Try(row.Title, row.Limit, row.Measure)),
        ];
        s_table.Print();
        return results;
    }

    // A row that fails is a limit that does not hold, and the others are still measured.
    private static LimitResult Try(string title, double? limit, Func<LimitResult> measure)
    {
        try
        {
            return measure();
        }
        catch (Exception failure) when (failure is InvalidOperationException or DicomException)
        {
            Console.Error.WriteLine($"readers: {title}: {failure.Message}");
            return new LimitResult($"{title} (failed)", double.NaN, limit ?? 0, LimitSide.AtLeast);
        }
    }

    private static LimitResult AgainstPeer(ReaderRow row)
    {
        bool isRaw = row.Uid == TransferSyntaxes.ExplicitLittleEndian;
        string? reason = WhyNot(row.Uid);
        if (reason != null && !isRaw)
        {
            return LimitResult.NotRun(row.Title, row.Limit, reason);
        }

        string folder = isRaw ? ReaderCorpus.Raw() : ReaderCorpus.Transcoded(ReaderCorpus.Raw(), row.Uid);
        SliceReading product = new(folder);
        ReadingDigest digest = Prepare(product, row.Name);
        if (reason != null)
        {
            return LimitResult.NotRun(row.Title, row.Limit, reason);
        }

        using PeerReader peer = StartPeer(row.Peer, folder, digest, row.Title);
        RoundTimes times = RoundTimes.Measure(product.Run, peer.Run);
        return Record(times, row.Title, row.Limit, digest.Files, product.MeasureAllocation());
    }

    private static LimitResult Headers()
    {
        string folder = ReaderCorpus.Tree();
        HeaderReading product = new(folder);
        ReadingDigest digest = product.Check();
        product.WarmUp();
        if (WhyNot() is { } reason)
        {
            return LimitResult.NotRun(HeaderTitle, HeaderLimit, reason);
        }

        using PeerReader peer = StartPeer("pydicom-headers", folder, digest, HeaderTitle);
        return Record(RoundTimes.Measure(product.Run, peer.Run), HeaderTitle, HeaderLimit, digest.Files, allocated: null);
    }

    private static LimitResult AgainstJpeg2000()
    {
        if (WhyNot(Jpeg2000, HighThroughput) is { } reason)
        {
            return LimitResult.NotRun(HighThroughputTitle, HighThroughputLimit, reason);
        }

        SliceReading product = new(HighThroughputCorpus.Write());
        SliceReading other = new(ReaderCorpus.Transcoded(ReaderCorpus.Raw(), Jpeg2000));
        ReadingDigest digest = Prepare(product, "HTJ2K (.201)");
        ReadingDigest.DemandSame(digest, Prepare(other, "JPEG 2000 (.90)"), HighThroughputTitle);
        RoundTimes times = RoundTimes.Measure(product.Run, other.Run);
        return Record(times, HighThroughputTitle, HighThroughputLimit, digest.Files, product.MeasureAllocation());
    }

    private static LimitResult TwoThreads()
    {
        if (WhyNot(JpegLossless) is { } reason)
        {
            return LimitResult.NotRun(ThreadsTitle, ThreadsLimit, reason);
        }

        using ParallelReading series = new(ReaderCorpus.Transcoded(ReaderCorpus.RawLong(), JpegLossless));
        ReadingDigest digest = series.Check(2);
        ReadingDigest.DemandSame(digest, series.Check(1), ThreadsTitle);
        return Record(RoundTimes.Measure(() => series.Run(2), () => series.Run(1)), ThreadsTitle, ThreadsLimit, digest.Files, allocated: null);
    }

    // The peer read the same as the product did, and is warm.
    private static PeerReader StartPeer(string name, string folder, ReadingDigest expected, string what)
    {
        PeerReader peer = new(name, folder);
        s_table.Peers = peer.ReadVersions();
        ReadingDigest.DemandSame(expected, peer.Check(), what);
        return peer;
    }

    private static ReadingDigest Prepare(SliceReading product, string name)
    {
        ReadingDigest digest = product.Check();
        product.WarmUp();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"readers: {name}: {product.MeasureAllocation():F0} bytes allocated a slice"));
        return digest;
    }

    private static LimitResult Record(RoundTimes times, string title, double? limit, int count, double? allocated)
    {
        LimitResult result = times.ToResult(title, limit);
        s_table.Add(result, times, count, allocated);
        return result;
    }

    private static string? WhyNot(params string[] uids) => uids.FirstOrDefault(uid => !FrameDecoders.Has(uid)) is { } missing
        ? $"no decoder for {missing}"
        : PeerSetup.WhyMissing is { } reason ? $"peer missing: {reason}" : null;
}
