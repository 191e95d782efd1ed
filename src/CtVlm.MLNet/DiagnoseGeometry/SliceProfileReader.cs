using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Gathers slice weights by height. Memory grows with the heights that occur, not with the rows.</summary>
internal sealed class SliceProfileReader
{
    private readonly DataViewRow _row;
    private readonly ValueGetter<VBuffer<float>> _weights;
    private readonly ValueGetter<VBuffer<float>> _positions;
    private readonly string _names;
    private readonly double _binMm;
    private readonly SortedDictionary<long, (double Sum, long Count)> _bins = [];
    private VBuffer<float> _weightBuffer, _positionBuffer, _weightScratch, _positionScratch;

    public SliceProfileReader(DataViewRow row, DataViewSchema.Column weights, DataViewSchema.Column positions, double binMm)
    {
        _row = row;
        _weights = row.GetGetter<VBuffer<float>>(weights);
        _positions = row.GetGetter<VBuffer<float>>(positions);
        _names = $"'{weights.Name}' and '{positions.Name}'";
        _binMm = binMm;
    }

    /// <summary>Takes the current row's slices; those whose weight or position is not finite are left out.</summary>
    /// <exception cref="InvalidOperationException">There are not as many weights as positions.</exception>
    public void Add()
    {
        _weights(ref _weightBuffer);
        _positions(ref _positionBuffer);
        ReadOnlySpan<float> weights = VectorReading.Dense(_weightBuffer, ref _weightScratch), positions = VectorReading.Dense(_positionBuffer, ref _positionScratch);
        if (weights.Length != positions.Length)
        {
            throw new InvalidOperationException(
                $"{DiagnosisColumns.Verb}: row {_row.Position}: columns {_names} hold {weights.Length} weights and {positions.Length} positions; one of each a slice expected.");
        }

        for (int slice = 0; slice < weights.Length; slice++)
        {
            if (float.IsFinite(weights[slice]) && float.IsFinite(positions[slice]))
            {
                long bin = (long)Math.Floor(positions[slice] / _binMm);
                (double sum, long count) = _bins.GetValueOrDefault(bin);
                _bins[bin] = (sum + weights[slice], count + 1);
            }
        }
    }

    /// <summary>The bins that hold slices, rising.</summary>
    public IReadOnlyList<SliceProfileBin> ToBins() =>
        [.. _bins.Select(bin => new SliceProfileBin(bin.Key * _binMm, (bin.Key + 1) * _binMm, bin.Value.Sum / bin.Value.Count, bin.Value.Count))];
}
