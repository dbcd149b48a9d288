using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using CreditDecision.Core.Audit;

namespace CreditDecision.Core.Governance;

internal sealed class FieldWriter
{
    // Strict, so that two different texts never share bytes by way of the replacement character.
    public static readonly UTF8Encoding Utf8 = new(false, true);

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public void Raw(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public void Int(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(sizeof(int)), value);
        _bytes.Advance(sizeof(int));
    }

    public void Long(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
    }

    public void Bool(bool value) => Int(value ? 1 : 0);

    public void Time(DateTimeOffset value) => Long(value.UtcTicks);

    public void Hash(Digest value) => Raw(value.ToArray());

    public void Text(string value)
    {
        byte[] bytes = Utf8.GetBytes(value);
        Int(bytes.Length);
        Raw(bytes);
    }

    public void Key(ThingKey key)
    {
        Text(key.Id);
        Int(key.Version);
    }

    public void Many<T>(ImmutableArray<T> items, Action<T> one)
    {
        Int(items.Length);
        foreach (var item in items) one(item);
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}

/// <summary>Reads what <see cref="FieldWriter"/> wrote; anything else is a <see cref="FormatException"/>.</summary>
internal sealed class FieldReader(ReadOnlyMemory<byte> bytes)
{
    private ReadOnlyMemory<byte> _rest = bytes;

    public void Expect(ReadOnlySpan<byte> purpose)
    {
        if (!Take(purpose.Length).SequenceEqual(purpose)) throw new FormatException("These bytes are of another purpose or form.");
    }

    public int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));

    /// <summary>A number that the enumeration has.</summary>
    public T Choice<T>() where T : struct, Enum
    {
        int number = Int();
        var choice = (T)Enum.ToObject(typeof(T), number);
        return Enum.IsDefined(choice) ? choice : throw new FormatException($"{number} is no {typeof(T).Name}.");
    }

    public long Long() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)));

    public bool Bool() => Int() switch { 0 => false, 1 => true, var other => throw new FormatException($"{other} is neither yes (1) nor no (0).") };

    public DateTimeOffset Time()
    {
        long ticks = Long();
        if (ticks < DateTimeOffset.MinValue.UtcTicks || ticks > DateTimeOffset.MaxValue.UtcTicks) throw new FormatException($"{ticks} is no time.");
        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    public Digest Hash() => new(Take(Digest.Length));

    public string Text()
    {
        try
        {
            return FieldWriter.Utf8.GetString(Take(Int()));
        }
        catch (ArgumentException error)
        {
            throw new FormatException("A text is not UTF-8.", error);
        }
    }

    public ThingKey Key() => new(Text(), Int());

    public ImmutableArray<T> Many<T>(Func<T> one)
    {
        int count = Int();
        // Each item has at least four bytes, so that a forged count cannot ask for more memory than was sent.
        if (count < 0 || count > _rest.Length / sizeof(int)) throw new FormatException($"{count} items do not fit.");
        var items = ImmutableArray.CreateBuilder<T>(count);
        for (int i = 0; i < count; i++) items.Add(one());
        return items.MoveToImmutable();
    }

    public void End()
    {
        if (!_rest.IsEmpty) throw new FormatException($"{_rest.Length} bytes are left over.");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > _rest.Length) throw new FormatException("The bytes end too early.");
        var taken = _rest.Span[..length];
        _rest = _rest[length..];
        return taken;
    }
}
