using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>A value that several getters of one row share: computed at the first call, again when the row has moved on.</summary>
internal sealed class PerRow<T>(DataViewRow row, Func<T> compute)
{
    private long _position = -1;
    private T? _value;

    public T Get()
    {
        if (_position != row.Position)
        {
            _value = compute();
            _position = row.Position;
        }

        return _value!;
    }
}
