using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>Verbs that look at embeddings as sets of points.</summary>
public static class CtGeometryCatalog
{
    /// <summary>Describes the rows of an embedding column: cone, ranks, intrinsic dimension, hubness, classes, and its likeness to other columns.</summary>
    /// <param name="context">From <see cref="CtContextExtensions.CtVlm"/>.</param>
    /// <param name="data">Rows; read once, and only the columns named here.</param>
    /// <param name="embeddingColumn">Vector of Single of known size D.</param>
    /// <param name="labelColumn">Class: key, text, bool or whole number. Rows without one are left out of the figures of classes and counted. Null: no such figures.</param>
    /// <param name="textColumn">The paired text's embedding, vector of Single of known size, any width; compared with the embedding. Null: none.</param>
    /// <param name="patientColumn">Patient: text, key or whole number, for figures between patients only. Null: none of those.</param>
    /// <param name="otherColumn">Another embedding of the same rows, vector of Single of known size, any width; compared with the embedding. Null: none.</param>
    /// <param name="sliceWeightsColumn">Weights of the slices of a row, vector of Single, for the profile along z; goes with <paramref name="positionsColumn"/>. Null: none.</param>
    /// <param name="positionsColumn">Positions of the slices along z in mm, vector of Single as long as the weights of its row. Null: none.</param>
    /// <param name="options">Counts, bounds and seed; null: the defaults.</param>
    /// <returns>The figures. Rows with NaN or infinity in one of the vectors of fixed size are left out and counted.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has an unfit type.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or only one of slice weights and positions is named.</exception>
    /// <exception cref="InvalidOperationException">No row is left; a row has no patient, or as many weights as it has no positions.</exception>
    /// <remarks>
    /// At most <see cref="GeometryDiagnosisOptions.MaxRows"/> rows are held; from more, a sample is drawn with the seed, and <see cref="GeometryDiagnosis.Notes"/>
    /// says so. <b>Source:</b> stated at each figure.
    /// </remarks>
    public static GeometryDiagnosis DiagnoseGeometry(
        this CtContext context,
        IDataView data,
        string embeddingColumn,
        string? labelColumn = null,
        string? textColumn = null,
        string? patientColumn = null,
        string? otherColumn = null,
        string? sliceWeightsColumn = null,
        string? positionsColumn = null,
        GeometryDiagnosisOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(embeddingColumn);
        options ??= new GeometryDiagnosisOptions();
        options.Check();
        if (sliceWeightsColumn is null != positionsColumn is null)
        {
            throw new ArgumentException("DiagnoseGeometry: slice weights and positions go together; name both columns or neither.", nameof(positionsColumn));
        }

        DiagnosisColumns columns = DiagnosisColumns.Bind(
            context.Environment, data.Schema, [embeddingColumn, textColumn, otherColumn], labelColumn, patientColumn, [sliceWeightsColumn, positionsColumn]);
        return GeometryDiagnoser.Diagnose(DiagnosedRows.Read(context.Environment, data, columns, options), options);
    }
}
