using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Maps one row: knows its input columns and gives a getter for each active output column.</summary>
/// <remarks>
/// Laziness lives in the getter: ML.NET makes every output column of a prediction engine active, and calls only those that are read.
/// </remarks>
internal abstract class RowMapper(RowTransformer transformer) : IRowMapper
{
    private DataViewSchema.DetachedColumn[]? _outputColumns;

    public DataViewSchema.DetachedColumn[] GetOutputColumns() => _outputColumns ??= CreateOutputColumns();

    /// <summary>Nothing is needed upstream when none of the output columns is.</summary>
    public Func<int, bool> GetDependencies(Func<int, bool> activeOutput)
    {
        bool isAnyActive = Enumerable.Range(0, GetOutputColumns().Length).Any(activeOutput);
        return column => isAnyActive && IsInput(column);
    }

    public Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer)
    {
        bool[] active = [.. Enumerable.Range(0, GetOutputColumns().Length).Select(activeOutput)];
        Delegate?[] getters = new Delegate?[active.Length];
        disposer = null!;
        if (active.Contains(true))
        {
            FillGetters(input, active, getters);
        }

        return getters!;
    }

    public ITransformer GetTransformer() => transformer;

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)transformer).Save(ctx);

    protected abstract bool IsInput(int column);

    protected abstract DataViewSchema.DetachedColumn[] CreateOutputColumns();

    /// <summary>Sets a getter for each active output column; leaves the others null.</summary>
    protected abstract void FillGetters(DataViewRow input, bool[] active, Delegate?[] getters);
}
