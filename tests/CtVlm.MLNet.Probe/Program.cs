// Loads a saved model and runs it on a saved view, or runs a comparison: a process in which nothing of the package was touched before.
using CtVlm.MLNet.Probe;
using Microsoft.ML;

if (args is ["compare", var checkpoint, var cache, var resultPath])
{
    ComparisonProbe.Run(checkpoint, cache, resultPath);
    return;
}

var ml = new MLContext(seed: 1);
ITransformer model = ml.Model.Load(args[0], out _);
IDataView result = model.Transform(ml.Data.LoadFromBinary(args[1]));
using FileStream output = File.Create(args[2]);
ml.Data.SaveAsBinary(result, output);
