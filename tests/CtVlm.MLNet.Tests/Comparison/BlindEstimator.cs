using CtVlm.MLNet.Testing;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>A trainer that learns from the same features for every row, and so knows nothing.</summary>
internal sealed class BlindEstimator(MLContext ml) : IEstimator<ITransformer>
{
    private readonly IEstimator<ITransformer> _trainer = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy();

    public ITransformer Fit(IDataView input)
    {
        int[] labels = [.. ViewReading.ReadColumn<uint>(input, "Label").Select(key => (int)key - 1)];
        int width = ((VectorDataViewType)input.Schema["Features"].Type).Size;
        return _trainer.Fit(new HeldView(
            [.. Enumerable.Range(0, labels.Length)],
            HeldColumn.Key("Label", labels, ["0", "1", "2"]),
            HeldColumn.Vectors("Features", [.. labels.Select(_ => new float[width])], width)));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _trainer.GetOutputSchema(inputSchema);
}
