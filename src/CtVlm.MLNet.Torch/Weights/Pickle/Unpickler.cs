using Op = CtVlm.MLNet.Torch.PickleOperations;

namespace CtVlm.MLNet.Torch;

/// <summary>
/// Follows a pickle that holds tensors. It can build dictionaries, lists, tuples, numbers, texts and views of storages, and nothing else: a name or an operation
/// outside the closed lists is refused, and no function of anybody is ever called.
/// </summary>
/// <remarks>
/// Values: null, bool, long, BigInteger, double, string, object?[] (tuple), List of object? (list), <see cref="PickledDictionary"/>, <see cref="PickleName"/>,
/// <see cref="PickledStorage"/>, <see cref="PickledTensor"/>. Time and memory are proportional to the bytes that are read.
/// <b>Source:</b> python/cpython, Lib/pickletools.py (PSF licence); pytorch/pytorch, torch/_weights_only_unpickler.py for the idea of a closed list (BSD-3-Clause).
/// </remarks>
internal sealed partial class Unpickler
{
    private readonly PickleSource _source;
    private readonly PickledTensorBuilder _tensors;
    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<uint, object?> _memo = [];

    private Unpickler(PickleSource source, PickledTensorBuilder tensors)
    {
        _source = source;
        _tensors = tensors;
    }

    /// <summary>Reads one pickle; the source is then just behind it.</summary>
    /// <param name="source">At the pickle's first byte.</param>
    /// <param name="tensors">Makes and keeps the storages.</param>
    /// <returns>The value.</returns>
    /// <exception cref="WeightsException">It is not sound, not within the limits, or wants something that is not on the lists.</exception>
    public static object? Read(PickleSource source, PickledTensorBuilder tensors) => new Unpickler(source, tensors).Run();

    private object? Run()
    {
        for (int count = 0; count < PickleLimits.Operations; count++)
        {
            byte operation = _source.ReadByte();
            if (operation == Op.Stop)
            {
                return Pop();
            }

            if (!(RunScalar(operation) || RunContainer(operation) || RunMemo(operation) || RunObject(operation)))
            {
                PickleThrow.Operation(_source.Path, operation, _source.Position - 1);
            }
        }

        PickleThrow.TooMuch(_source.Path, "operations", PickleLimits.Operations);
        return null;
    }

    private bool RunMemo(byte operation)
    {
        switch (operation)
        {
            case Op.Put:
                Remember(_source.ReadByte());
                return true;
            case Op.LongPut:
                Remember(ReadUInt32());
                return true;
            case Op.Memoize:
                Remember((uint)_memo.Count);
                return true;
            case Op.Get:
                Recall(_source.ReadByte());
                return true;
            case Op.LongGet:
                Recall(ReadUInt32());
                return true;
            case Op.Pop:
                PopAnything();
                return true;
            case Op.PopMark:
                PopToMark();
                return true;
            case Op.Duplicate:
                Push(Peek());
                return true;
            default:
                return false;
        }
    }

    private void Push(object? value)
    {
        if (_stack.Count >= PickleLimits.Values)
        {
            PickleThrow.TooMuch(_source.Path, "values on its stack", PickleLimits.Values);
        }

        _stack.Add(value);
    }

    // What lies below an open mark belongs to the container that the mark began after.
    private object? Peek()
    {
        if (_stack.Count <= (_marks.Count > 0 ? _marks[^1] : 0))
        {
            Unsound("a value is taken from an empty stack");
        }

        return _stack[^1];
    }

    private object? Pop()
    {
        object? value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private void PopAnything()
    {
        if (_marks.Count > 0 && _marks[^1] == _stack.Count)
        {
            _marks.RemoveAt(_marks.Count - 1);
        }
        else
        {
            Pop();
        }
    }

    private object?[] PopToMark()
    {
        if (_marks.Count == 0)
        {
            Unsound("a container ends that was not begun");
        }

        int start = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        object?[] items = [.. _stack[start..]];
        _stack.RemoveRange(start, _stack.Count - start);
        return items;
    }

    private object?[] PopTuple(int count)
    {
        object?[] items = new object?[count];
        for (int i = count - 1; i >= 0; i--)
        {
            items[i] = Pop();
        }

        return items;
    }

    private void Remember(uint key)
    {
        if (_memo.Count >= PickleLimits.Values)
        {
            PickleThrow.TooMuch(_source.Path, "values in its memo", PickleLimits.Values);
        }

        _memo[key] = Peek();
    }

    private void Recall(uint key)
    {
        if (!_memo.TryGetValue(key, out object? value))
        {
            Unsound($"value {key} of the memo was never put there");
        }

        Push(value);
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private void Unsound(string why) => PickleThrow.Unsound(_source.Path, _source.Position, why);
}
