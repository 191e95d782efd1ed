namespace CtVlm.MLNet;

/// <summary>Which candidates a query does not see.</summary>
public enum RetrievalExclusion
{
    /// <summary>None: a query sees the candidate of its own row. Text against image.</summary>
    None,

    /// <summary>The candidate of its own row. Image against image, where it would find itself.</summary>
    OwnRow,

    /// <summary>All candidates of its own patient: what is found is found across patients.</summary>
    OwnPatient,
}
