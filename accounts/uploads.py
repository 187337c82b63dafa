"""The upload handler for those who are not signed in."""

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class NamesOnly(FileUploadHandler):
    """Stores nothing of a file but its name."""

    chunk_size = 64 * 2**10

    def receive_data_chunk(self, raw_data, start):
        return None

    def file_complete(self, file_size):
        return UploadedFile(name=self.file_name, content_type=self.content_type, size=file_size)
