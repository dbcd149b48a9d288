namespace CreditDecision.Cli.Scoring;

/// <summary>The lines of a file as bytes, without their ends; holds no more than one buffer.</summary>
internal sealed class Lines(FileInfo file) : IDisposable
{
    // Thousands of inputs with seventeen digits each are a tenth of this; more is not a text file of rows.
    private const int MostBytes = 1 << 20;

    private readonly FileStream _stream = file.OpenRead();
    private readonly byte[] _buffer = new byte[MostBytes];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>Of the line that was read last, from 1.</summary>
    internal long Number { get; private set; }

    /// <param name="line">Valid until the next call.</param>
    internal bool Next(out ReadOnlySpan<byte> line)
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n')) < 0 && !_isAtEnd) Fill();
        bool hasEnd = length >= 0;
        line = _buffer.AsSpan(_start, hasEnd ? length : _end - _start);
        _start = hasEnd ? _start + length + 1 : _end;
        if (!hasEnd && line.IsEmpty) return false;
        Number++;
        line = line.TrimEnd((byte)'\r');
        return true;
    }

    public void Dispose() => _stream.Dispose();

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length) throw new Failure($"{file}: line {Number + 1} is longer than {MostBytes} bytes");
        int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isAtEnd = read == 0;
    }
}
