using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CtVlm.MLNet.Dicom;

/// <content>Statistics of the whole volume.</content>
public sealed partial class CtVolume
{
    /// <summary>Reads every slice once and sums up its values. Holds one slice a thread, not the volume.</summary>
    /// <param name="maxDegreeOfParallelism">How many slices may be decoded at once, 1 or more; the number of processors when null.</param>
    /// <param name="cancellationToken">Stops between two slices.</param>
    /// <returns>The statistics; the same whatever the degree of parallelism.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The degree is below 1.</exception>
    /// <exception cref="DicomException">A slice's file is damaged or of an unsupported kind.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public CtStatistics ComputeStatistics(int? maxDegreeOfParallelism = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        int degree = maxDegreeOfParallelism ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1, nameof(maxDegreeOfParallelism));
        int sliceSize = Rows * Columns;
        degree = Math.Min(degree, Math.Min(SliceCount, Math.Max(1, Array.MaxLength / sliceSize)));
        float[] block = new float[degree * sliceSize];
        StatisticsSum sum = new();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int start = 0; start < SliceCount; start += degree)
        {
            int first = start;
            int count = Math.Min(degree, SliceCount - start);
            SliceLoop.Run(
                count, degree, i => sum.AddPadding(_source.ReadSliceAndCountPadding(first + i, block.AsSpan(i * sliceSize, sliceSize))), cancellationToken);
            for (int i = 0; i < count; i++)
            {
                Span<float> slice = block.AsSpan(i * sliceSize, sliceSize);
                sum.Add(slice);
                hash.AppendData(MemoryMarshal.AsBytes(slice));
            }
        }

        return sum.ToStatistics((long)SliceCount * sliceSize, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private sealed class StatisticsSum
    {
        private float _min = float.PositiveInfinity;
        private float _max = float.NegativeInfinity;
        private double _total;
        private long _padding;

        public void AddPadding(int voxels) => Interlocked.Add(ref _padding, voxels);

        public void Add(ReadOnlySpan<float> slice)
        {
            _min = Math.Min(_min, TensorPrimitives.Min(slice));
            _max = Math.Max(_max, TensorPrimitives.Max(slice));
            double total = 0;
            foreach (float value in slice)
            {
                total += value;
            }

            _total += total;
        }

        public CtStatistics ToStatistics(long voxels, string huSha256) => new()
        {
            MinHu = _min,
            MaxHu = _max,
            MeanHu = _total / voxels,
            HuSha256 = huSha256,
            PaddingVoxels = _padding,
        };
    }
}
