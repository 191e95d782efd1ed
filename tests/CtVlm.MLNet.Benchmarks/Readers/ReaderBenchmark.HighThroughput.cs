namespace CtVlm.MLNet.Benchmarks;

/// <content>HTJ2K against JPEG 2000, the same pixels, both decoders the product's own.</content>
internal static partial class ReaderBenchmark
{
    static partial void MeasureHighThroughput(ref LimitResult result)
    {
        SliceReading product = new(HighThroughputCorpus.Write());
        SliceReading other = new(ReaderCorpus.Transcoded(ReaderCorpus.Raw(), Jpeg2000));
        ReadingDigest digest = Prepare(product, "HTJ2K (.201)");
        ReadingDigest.DemandSame(digest, Prepare(other, "JPEG 2000 (.90)"), HighThroughputTitle);
        RoundTimes times = RoundTimes.Measure(product.Run, other.Run);
        result = Record(times, HighThroughputTitle, HighThroughputLimit, digest.Files, product.MeasureAllocation());
    }
}
