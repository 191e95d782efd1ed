using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>A trainer that lets a test look at its training rows.</summary>
internal sealed class SpyEstimator(MLContext ml, Action<IDataView> look) : IEstimator<ITransformer>
{
    private readonly IEstimator<ITransformer> _trainer = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy();

    public ITransformer Fit(IDataView input)
    {
        look(input);
        return _trainer.Fit(input);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _trainer.GetOutputSchema(inputSchema);
}
