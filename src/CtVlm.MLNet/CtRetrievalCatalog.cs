using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>Verbs that look for one modality by the other.</summary>
public static class CtRetrievalCatalog
{
    /// <summary>Evaluates how well candidates are found by queries: reports by images, images by reports, images by images of other patients.</summary>
    /// <param name="context">From <see cref="CtContextExtensions.CtVlm"/>.</param>
    /// <param name="data">Rows; read once, and only the columns named here.</param>
    /// <param name="queryColumn">Vectors that ask: Single, of known size D.</param>
    /// <param name="candidateColumn">Vectors that are found: Single, of the same size. Swap the two for the other direction.</param>
    /// <param name="relevanceColumn">
    /// What relevant rows share, such as the report's template or the tuple of labels as one text: key, text, bool or whole number. Rows without one are left out and counted. Null: the own
    /// row, and its duplicates where <see cref="RetrievalOptions.DuplicatesAreRelevant"/>.
    /// </param>
    /// <param name="groupColumn">Patient: text, key or whole number; every row needs one. Intervals resample patients, and <see cref="RetrievalExclusion.OwnPatient"/> needs them. Null: rows are independent.</param>
    /// <param name="options">Cutoffs, similarity, exclusion, resamples; null: the defaults.</param>
    /// <returns>The figures, each with its random level. Rows whose vector is missing are left out on that side, and counted.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has an unfit type.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or does not go with the columns; one column asks for itself without an exclusion.</exception>
    /// <exception cref="InvalidOperationException">No query or no candidate is left; a row has no patient; there are more rows than <see cref="RetrievalOptions.MaxRows"/>; a scalar product overflows.</exception>
    /// <remarks>
    /// Holds the vectors and a few rows of similarities, never all pairs. The figures do not depend on the order of rows of equal candidates, nor on the number of threads.
    /// <b>Source:</b> definitions in Evaluation/Retrieval/README.md.
    /// </remarks>
    public static RetrievalMetrics EvaluateRetrieval(
        this CtContext context,
        IDataView data,
        string queryColumn,
        string candidateColumn,
        string? relevanceColumn = null,
        string? groupColumn = null,
        RetrievalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(queryColumn);
        ArgumentException.ThrowIfNullOrEmpty(candidateColumn);
        options ??= new RetrievalOptions();
        options.Check(queryColumn == candidateColumn, relevanceColumn, groupColumn);
        RetrievalColumns columns = RetrievalColumns.Bind(context.Environment, data.Schema, queryColumn, candidateColumn, relevanceColumn, groupColumn, options.GradedColumns);
        return RetrievalEvaluator.Evaluate(context.Environment, data, columns, options);
    }
}
