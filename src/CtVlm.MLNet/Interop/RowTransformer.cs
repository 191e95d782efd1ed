using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>What the package's transformers share: schema propagation, the row mapper for prediction engines, and a sequential view.</summary>
/// <remarks>
/// ML.NET's own base class opens a set of cursors on several threads and reads 128 rows ahead on each. A row here is a CT series, so these
/// transformers return views with one cursor, and do their own, bounded reading ahead.
/// </remarks>
public abstract class RowTransformer : ITransformer
{
    private readonly IHost _host;

    private protected RowTransformer(IHost host) => _host = host;

    private protected IHost Host => _host;

    /// <summary>True: every row gives one row, so a prediction engine can be made.</summary>
    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The schema of the output, for an input of the given schema. Reads no data and loads no weights.</summary>
    /// <param name="inputSchema">The schema of the input.</param>
    /// <returns>The input's columns and the added ones.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or of another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return RowToRowMapperTransform.GetOutputSchema(inputSchema, CreateMapper(inputSchema));
    }

    /// <summary>Adds the output columns to a view. Reads no data: work is done when a cursor asks for it.</summary>
    /// <param name="input">The view.</param>
    /// <returns>The view with the added columns; re-enumerable and safe for several cursors at once.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or of another type.</exception>
    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return CreateView(input, CreateMapper(input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return new RowToRowMapperTransform(_host, new EmptyDataView(_host, inputSchema), CreateMapper(inputSchema), CreateMapper);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        _host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        SaveModel(ctx);
    }

    private protected abstract RowMapper CreateMapper(DataViewSchema schema);

    private protected virtual IDataView CreateView(IDataView input, RowMapper mapper) =>
        new SequentialView(new RowToRowMapperTransform(_host, input, mapper, CreateMapper));

    private protected abstract void SaveModel(ModelSaveContext ctx);
}
