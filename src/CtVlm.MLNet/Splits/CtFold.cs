using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>One fold: the rows it tests, and all others to train on. Rows keep their order; nothing is copied.</summary>
public sealed class CtFold
{
    internal CtFold(int number, string name, IDataView train, IDataView test)
    {
        Number = number;
        Name = name;
        Train = train;
        Test = test;
    }

    /// <summary>0 upwards.</summary>
    public int Number { get; }

    /// <summary>The number as text, or what the fold column says.</summary>
    public string Name { get; }

    /// <summary>Rows to train on, with all columns of the data.</summary>
    public IDataView Train { get; }

    /// <summary>Rows to test on, with all columns of the data.</summary>
    public IDataView Test { get; }

    /// <summary>The two sides as ML.NET's own splits give them.</summary>
    /// <returns>Train and test.</returns>
    public DataOperationsCatalog.TrainTestData ToTrainTestData() => new(Train, Test);
}
