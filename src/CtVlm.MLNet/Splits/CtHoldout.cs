using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>A view in two sides without a common patient. Rows keep their order; nothing is copied.</summary>
public sealed class CtHoldout
{
    internal CtHoldout(SplitSource source, bool[] isTest, int seed)
    {
        Train = source.Select(row => !isTest[row], isTest.Length);
        Test = source.Select(row => isTest[row], isTest.Length);
        IsTestRow = Array.AsReadOnly(isTest);
        Balance = CtSplitBalance.Of(source, Array.ConvertAll(isTest, test => test ? 1 : 0), ["train", "test"]);
        Seed = seed;
    }

    /// <summary>Rows to train on.</summary>
    public IDataView Train { get; }

    /// <summary>Rows held out.</summary>
    public IDataView Test { get; }

    /// <summary>Whether each row is held out, in the order of the rows.</summary>
    public IReadOnlyList<bool> IsTestRow { get; }

    /// <summary>Rows, patients and class shares of the two sides.</summary>
    public CtSplitBalance Balance { get; }

    /// <summary>The seed.</summary>
    public int Seed { get; }

    /// <summary>The two sides as ML.NET's own splits give them.</summary>
    /// <returns>Train and test.</returns>
    public DataOperationsCatalog.TrainTestData ToTrainTestData() => new(Train, Test);
}
